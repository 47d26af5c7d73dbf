package io.mqboard.transport.internal.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: it doubles from a quarter of a second to fifteen. Each wait is shortened by up to half at random,
 * so that many clients do not come back in the same moment.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(15);

    private final RandomGenerator random;
    private long nextMillis = FIRST.toMillis();

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next wait. */
    Duration next() {
        long millis = nextMillis;
        nextMillis = Math.min(2 * nextMillis, LONGEST.toMillis());
        return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
    }

    /** Begins anew, after a success. */
    void reset() {
        nextMillis = FIRST.toMillis();
    }
}
