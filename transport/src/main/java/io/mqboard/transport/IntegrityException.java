package io.mqboard.transport;

/** What arrived is not what was sent: a digest differs. */
public final class IntegrityException extends MqboardException {
    public IntegrityException(String message) {
        super(message);
    }

    public IntegrityException(String message, Throwable cause) {
        super(message, cause);
    }
}
