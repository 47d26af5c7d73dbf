package io.mqboard.transport.internal;

import io.mqboard.transport.internal.board.Delivery;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to callers, on a daemon thread that starts when needed. A caller who waits for a result runs the tasks of that result himself, and no
 * others: he is the one to be woken anyway. The lock is the turn; whoever has it takes the first task.
 */
final class DeliveryThread implements Delivery {
    private record Task(@Nullable Future<?> owner, Runnable body) {}

    private record Helper(Future<?> owner, Thread thread) {}

    private final String name;
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicReference<@Nullable Helper> helper = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private volatile boolean stopped;

    DeliveryThread(String name) {
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        add(new Task(null, task));
    }

    @Override
    public void execute(Future<?> owner, Runnable task) {
        add(new Task(owner, task));
    }

    private void add(Task task) {
        if (!stopped) {
            tasks.add(task);
            wake();
        }
    }

    /** Wakes whoever is to run the first task. */
    private void wake() {
        Task first = tasks.peek();
        if (first == null) {
            return;
        }
        Helper waiting = helper.get();
        if (waiting != null && waiting.owner == first.owner) {
            LockSupport.unpark(waiting.thread);
            return;
        }
        Thread own = thread.get();
        if (own != null) {
            LockSupport.unpark(own);
            return;
        }
        Thread made = new Thread(this::work, name);
        made.setDaemon(true);
        if (thread.compareAndSet(null, made)) {
            made.start();
        } else {
            wake();
        }
    }

    private void work() {
        while (!stopped || !tasks.isEmpty()) {
            if (!worked()) {
                wake();
                LockSupport.park(this);
            }
        }
    }

    /** Runs the first task unless a helper is there for it. */
    private boolean worked() {
        turn.lock();
        try {
            Helper waiting = helper.get();
            Task first = tasks.peek();
            if (first == null || (waiting != null && waiting.owner == first.owner)) {
                return false;
            }
            runFirst();
            return true;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void help(Future<?> owner, long nanos) throws InterruptedException {
        Helper me = new Helper(owner, Thread.currentThread());
        if (turn.isHeldByCurrentThread() || !helper.compareAndSet(null, me)) {
            return;
        }
        long end = System.nanoTime() + nanos;
        try {
            while (!owner.isDone()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                if (!helped(owner)) {
                    LockSupport.parkNanos(this, left);
                }
            }
        } finally {
            helper.set(null);
            wake();
        }
    }

    /** Runs the first task if it is one of this owner. */
    private boolean helped(Future<?> owner) {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            Task first = tasks.peek();
            if (first != null && first.owner == owner) {
                runFirst();
                return true;
            }
        } finally {
            turn.unlock();
        }
        wake();
        return false;
    }

    private void runFirst() {
        Task task = tasks.poll();
        try {
            if (task != null) {
                task.body.run();
            }
        } catch (RuntimeException | Error e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    @Override
    public void ended(Future<?> owner) {
        Helper waiting = helper.get();
        if (waiting != null && waiting.owner == owner) {
            LockSupport.unpark(waiting.thread);
        }
    }

    /** Whether the caller runs a task now. */
    boolean hasTurn() {
        return turn.isHeldByCurrentThread();
    }

    /** Takes no more tasks; those that wait are still run. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread.get());
    }
}
