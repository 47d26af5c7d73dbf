package io.mqboard.transport;

/** The board says (by its presence record) that it is offline, or nothing answers under its address. */
public final class BoardOfflineException extends MqboardException {
    public BoardOfflineException(String message) {
        super(message);
    }

    public BoardOfflineException(String message, Throwable cause) {
        super(message, cause);
    }
}
