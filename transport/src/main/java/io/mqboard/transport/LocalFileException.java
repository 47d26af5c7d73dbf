package io.mqboard.transport;

/** A file of this computer cannot be read or written, or changed while it was being sent. */
public final class LocalFileException extends MqboardException {
    public LocalFileException(String message) {
        super(message);
    }

    public LocalFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
