package io.mqboard.transport;

/**
 * The board answered with an error.
 *
 * <p>{@link #code()} is one of the error codes of mqboard-protocol(7), such as {@code exception}, {@code not-found} or {@code full}. For
 * an exception of running code the traceback has gone to {@link OutputListener} before.
 */
public final class BoardErrorException extends MqboardException {
    private final String code;

    public BoardErrorException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The error code: letters and hyphens, never from outside mqboard-protocol(7) unless the board is newer than this program. */
    public String code() {
        return code;
    }
}
