package io.mqboard.transport.internal.board;

import java.util.concurrent.atomic.AtomicLong;

/** How many requests the boards of a session were sent. Written on the loop, read by any thread. */
public final class Counts {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();

    /** A request was sent, for the first time or again. */
    public void sent(boolean again) {
        (again ? repeats : requests).incrementAndGet();
    }

    /** Requests so far. */
    public long requests() {
        return requests.get();
    }

    /** Repetitions so far. */
    public long repeats() {
        return repeats.get();
    }
}
