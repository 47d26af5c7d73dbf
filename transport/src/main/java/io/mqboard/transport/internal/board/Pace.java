package io.mqboard.transport.internal.board;

import java.util.function.LongSupplier;

/** How long to wait before asking a board again, and before giving it up. Lives on the loop. */
final class Pace {
    private static final long FIRST_REPEAT_MILLIS = 500;
    private static final long MAX_REPEAT_MILLIS = 5000;
    /** A board that says nothing about an abandoned request is left alone after this. */
    private static final long ABANDONED_MILLIS = 30_000;

    private final LongSupplier replyTimeoutMillis;
    private double smoothedRttMillis;
    private volatile long lastRttMillis = -1;

    Pace(LongSupplier replyTimeoutMillis) {
        this.replyTimeoutMillis = replyTimeoutMillis;
    }

    long timeoutMillis(boolean abandoned) {
        return abandoned ? ABANDONED_MILLIS : replyTimeoutMillis.getAsLong();
    }

    /** Repeats grow no further apart: a few must fit into the time after which a board counts as gone. */
    long lastRepeatMillis() {
        return Math.min(MAX_REPEAT_MILLIS, Math.max(100, replyTimeoutMillis.getAsLong() / 5));
    }

    long firstRepeatMillis() {
        return Math.min(lastRepeatMillis(), Math.max(FIRST_REPEAT_MILLIS, (long) (4 * smoothedRttMillis)));
    }

    /** The last round trip that was measured, -1 before the first. For any thread. */
    long lastRttMillis() {
        return lastRttMillis;
    }

    /** A round trip was measured. */
    void measured(long millis) {
        lastRttMillis = millis;
        smoothedRttMillis += (millis - smoothedRttMillis) / 8;
    }
}
