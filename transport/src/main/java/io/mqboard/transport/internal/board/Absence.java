package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.internal.link.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The few seconds in which a board is waited for whose connection was cut. The broker tells so by the board's last will, at once; the board
 * connects again by itself, mostly in the same life, and then knows all that it was asked. A goodbye is no such cut. Lives on the loop.
 */
final class Absence {
    private static final long PATIENCE_MILLIS = 5000;

    private final Context context;
    private final Runnable over;
    private boolean running;
    private EventLoop.@Nullable Timer timer;

    /** {@code over} is run when the board was waited for long enough. */
    Absence(Context context, Runnable over) {
        this.context = context;
        this.over = over;
    }

    /** Whether the board may still come back. */
    boolean running() {
        return running;
    }

    /** The board's record says offline. Returns whether to wait for it. */
    boolean begins(BoardStatus status, @Nullable BoardStatus before) {
        if (!status.reason().equals("lost")) {
            end();
        } else if (!running && before != null && before.online()) {
            running = true;
            resume();
        }
        return running;
    }

    void end() {
        running = false;
        pause();
    }

    /** Without a link nothing would be heard of the board: no time passes. */
    void pause() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The link is there; the board has all its time from now. */
    void resume() {
        pause();
        if (running) {
            timer = context.loop()
                    .schedule(
                            Duration.ofMillis(Math.min(PATIENCE_MILLIS, context.replyTimeoutMillis())), this::expired);
        }
    }

    private void expired() {
        end();
        over.run();
    }
}
