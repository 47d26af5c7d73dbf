package io.mqboard.transport.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void next_staysWithinHalfAndWhole() {
        for (long seed = 0; seed < 200; seed++) {
            Backoff backoff = new Backoff(new SplittableRandom(seed));
            long whole = 250;
            for (int i = 0; i < 12; i++) {
                long millis = backoff.next().toMillis();
                assertTrue(millis <= whole && millis >= whole / 2, "seed " + seed + ", wait " + i + ": " + millis);
                whole = Math.min(2 * whole, 15_000);
            }
        }
    }

    @Test
    void next_differsFromClientToClient() {
        Set<Long> waits = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            waits.add(new Backoff(new SplittableRandom(seed)).next().toMillis());
        }
        assertTrue(waits.size() > 20, waits.toString());
    }

    @Test
    void reset_beginsAnew() {
        Backoff backoff = new Backoff(new SplittableRandom(3));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();
        assertTrue(backoff.next().compareTo(Backoff.FIRST) <= 0);
        assertEquals(15, Backoff.LONGEST.toSeconds());
    }
}
