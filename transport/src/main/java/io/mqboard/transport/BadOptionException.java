package io.mqboard.transport;

/** An option that can never work: a missing or unreadable certificate, a key that does not fit, a bad address. Exit code 2. */
public final class BadOptionException extends MqboardException {
    public BadOptionException(String message) {
        super(message);
    }

    public BadOptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
