package io.mqboard.transport.internal.board;

import io.mqboard.transport.internal.link.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One timer for many deadlines: it rings at the earliest, and whoever is rung looks what is due and sets it again. Deadlines that move
 * into the future cost nothing, so quick requests that follow each other schedule nothing. Lives on the loop.
 */
final class Alarm {
    static final long NEVER = Long.MAX_VALUE;

    private final EventLoop loop;
    private final Runnable bell;
    private EventLoop.@Nullable Timer timer;
    private long ringsAt = NEVER;

    Alarm(EventLoop loop, Runnable bell) {
        this.loop = loop;
        this.bell = bell;
    }

    /** Makes sure that it rings at this time or before. */
    void ringBy(long atMillis) {
        if (atMillis >= ringsAt) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        ringsAt = atMillis;
        timer = loop.schedule(Duration.ofMillis(Math.max(0, atMillis - loop.nowMillis())), this::ring);
    }

    private void ring() {
        timer = null;
        ringsAt = NEVER;
        bell.run();
    }
}
