package io.mqboard.transport;

/** The broker was reached and said no: wrong user name or password, not authorised, client identifier rejected. */
public final class ConnectRefusedException extends MqboardException {
    public ConnectRefusedException(String message) {
        super(message);
    }

    public ConnectRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
