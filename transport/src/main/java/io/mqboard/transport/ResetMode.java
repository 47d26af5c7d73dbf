package io.mqboard.transport;

import java.util.Locale;

/** How a board is to start again. */
public enum ResetMode {
    /** The chip is reset. */
    HARD,
    /** Only MicroPython starts again. */
    SOFT,
    /** Into safe mode: without the application. */
    SAFE,
    /** Into normal mode, from safe mode too. */
    NORMAL;

    /** The word of the protocol. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
