package io.mqboard.transport;

/** The request was interrupted: by the caller's own {@link Call#interrupt} or by another operator. */
public final class InterruptedCallException extends MqboardException {
    public InterruptedCallException(String message) {
        super(message);
    }

    public InterruptedCallException(String message, Throwable cause) {
        super(message, cause);
    }
}
