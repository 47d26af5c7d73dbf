package io.mqboard.transport.internal;

import io.mqboard.transport.internal.board.Delivery;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The two threads beside the loop: one for what belongs to callers, in order, and one that may wait for a disk. Both start when needed. */
final class Threads implements SessionImpl.Workers {
    private final DeliveryThread delivery = new DeliveryThread("mqboard-delivery");
    private final ExecutorService work;

    Threads() {
        work = single("mqboard-work");
    }

    private ExecutorService single(String name) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public Executor work() {
        return task -> run(work, task);
    }

    private static void run(ExecutorService executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            // Only after the session was closed: everything pending has failed before.
            return;
        }
    }

    @Override
    public boolean isDelivery() {
        return delivery.hasTurn();
    }

    @Override
    public void stop() {
        delivery.stop();
        work.shutdown();
    }
}
