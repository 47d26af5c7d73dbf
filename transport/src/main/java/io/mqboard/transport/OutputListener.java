package io.mqboard.transport;

/**
 * Takes what running code prints, as it arrives, on the delivery thread, or on the thread that waits for the result of the same call. May
 * block: that slows the board down, nothing is lost.
 */
@FunctionalInterface
public interface OutputListener {
    /** Which of the board's streams the bytes belong to. */
    enum Channel {
        /** What the code printed. */
        OUTPUT,
        /** The value of an expression, as its {@code repr} and a line end. */
        VALUE,
        /** The traceback of an exception. */
        ERROR
    }

    /** Some bytes; a character of several bytes may be split between two calls. The array is the listener's to keep. */
    void output(Channel channel, byte[] bytes);
}
