package io.mqboard.transport.internal.board;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Runs what belongs to callers: one task after another, in order. */
public interface Delivery extends Executor {
    /** Like {@link #execute(Runnable)}, but a thread that {@link #help}s for this future may run it. */
    default void execute(Future<?> owner, Runnable task) {
        execute(task);
    }

    /**
     * Waits for a future that is the owner of tasks. They are run by this thread when it is their turn: it would otherwise only be woken by
     * the thread that has run them. May return early, for instance because another thread helps.
     */
    default void help(Future<?> owner, long nanos) throws InterruptedException {}

    /** The future has an end: whoever helps for it looks up. */
    default void ended(Future<?> owner) {}
}
