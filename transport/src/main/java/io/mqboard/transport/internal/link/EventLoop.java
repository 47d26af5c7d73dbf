package io.mqboard.transport.internal.link;

import java.time.Duration;

/**
 * The one thread on which all state of a session lives, with its clock; tests put virtual time in its place. Tasks run one after another
 * and must not block. An exception that leaves a task goes to the thread's uncaught exception handler; the loop goes on.
 */
public interface EventLoop {
    /** Something that will run later unless it is cancelled. */
    interface Timer {
        /** Makes sure that it does not run any more, when called on the loop. Idempotent. */
        void cancel();
    }

    /** Runs a task soon, after those handed over before. From any thread; never blocks. After {@link #stop} the task is dropped. */
    void execute(Runnable task);

    /**
     * The same, but on the calling thread, before it returns, if the loop has nothing to do at the moment: that saves the hand-over, which
     * takes longer than most tasks. Not for callers that hold a lock.
     */
    default void run(Runnable task) {
        execute(task);
    }

    /** Runs a task once, after a delay. From any thread. */
    Timer schedule(Duration delay, Runnable task);

    /** Milliseconds of a clock that only goes forward, from an arbitrary start. */
    long nowMillis();

    /** Whether the caller runs on the loop. */
    boolean inLoop();

    /** Drops what has not run yet and ends the thread after the task that runs now. Idempotent. */
    void stop();
}
