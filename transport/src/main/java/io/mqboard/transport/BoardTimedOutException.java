package io.mqboard.transport;

/** The board is there but has not answered in time. */
public final class BoardTimedOutException extends MqboardException {
    public BoardTimedOutException(String message) {
        super(message);
    }

    public BoardTimedOutException(String message, Throwable cause) {
        super(message, cause);
    }
}
