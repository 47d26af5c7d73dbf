package io.mqboard.transport.internal.link;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The event loop on a daemon thread of its own. Other threads may take its place for the length of a task, by {@link #run}; who has the lock is
 * the loop.
 */
public final class ThreadEventLoop implements EventLoop {
    private static final Timer NOTHING = () -> {};

    private final ScheduledThreadPoolExecutor executor;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Starts nothing yet: the thread comes with the first task. */
    public ThreadEventLoop(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, threadName);
            made.setDaemon(true);
            return made;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
        waiting.incrementAndGet();
        try {
            executor.execute(() -> next(task));
        } catch (RejectedExecutionException stopped) {
            // By contract: dropped after stop().
        }
    }

    @Override
    public void run(Runnable task) {
        if (waiting.get() > 0 || turn.isHeldByCurrentThread() || !turn.tryLock()) {
            execute(task);
            return;
        }
        boolean first;
        try {
            first = waiting.get() == 0;
            if (first && !executor.isShutdown()) {
                guarded(task);
            }
        } finally {
            turn.unlock();
        }
        if (!first) {
            execute(task);
        }
    }

    private void next(Runnable task) {
        turn.lock();
        try {
            waiting.decrementAndGet();
            guarded(task);
        } finally {
            turn.unlock();
        }
    }

    private void timed(Runnable task) {
        turn.lock();
        try {
            guarded(task);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            Future<?> future = executor.schedule(() -> timed(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException stopped) {
            return NOTHING;
        }
    }

    /** The executor would keep an exception in a future that nobody asks. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    @Override
    public long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public boolean inLoop() {
        return turn.isHeldByCurrentThread();
    }

    @Override
    public void stop() {
        executor.shutdownNow();
    }
}
