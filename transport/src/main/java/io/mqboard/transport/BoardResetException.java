package io.mqboard.transport;

/** The board was reset while the request ran, so nobody can tell how far it came. */
public final class BoardResetException extends MqboardException {
    public BoardResetException(String message) {
        super(message);
    }

    public BoardResetException(String message, Throwable cause) {
        super(message, cause);
    }
}
