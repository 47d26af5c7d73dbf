package io.mqboard.transport;

/** The session was closed, or lost for longer than the caller was ready to wait. */
public final class ConnectionLostException extends MqboardException {
    public ConnectionLostException(String message) {
        super(message);
    }

    public ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
