package io.mqboard.transport.internal.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;

/** An event loop in virtual time: nothing runs and no time passes until the test says so. The test's thread is the loop. */
public final class FakeEventLoop implements EventLoop {
    private record Entry(long atNanos, long order, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Entry> timers = new PriorityQueue<>();
    private long nanos = Duration.ofMinutes(1).toNanos();
    private long order;
    private boolean stopped;

    @Override
    public synchronized void execute(Runnable task) {
        if (!stopped) {
            ready.add(task);
        }
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        if (stopped) {
            return () -> {};
        }
        Entry entry = new Entry(nanos + Math.max(0, delay.toNanos()), order++, task);
        timers.add(entry);
        return () -> {
            synchronized (this) {
                timers.remove(entry);
            }
        };
    }

    @Override
    public synchronized long nowMillis() {
        return nanos / 1_000_000;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        ready.clear();
        timers.clear();
    }

    /** Runs what is ready, and what that makes ready. Time stands still. */
    public void runReady() {
        for (int i = 0; i < 1_000_000; i++) {
            Runnable task = nextReady();
            if (task == null) {
                return;
            }
            task.run();
        }
        throw new AssertionError("tasks go on for ever without any time passing");
    }

    /** Lets time pass; runs everything that becomes due, in order of time. */
    public void advance(Duration time) {
        long end;
        synchronized (this) {
            end = nanos + time.toNanos();
        }
        runReady();
        while (stepTo(end)) {
            runReady();
        }
        synchronized (this) {
            nanos = end;
        }
    }

    /** Number of timers that wait; a test can see that nothing is left behind. */
    public synchronized int timers() {
        return timers.size();
    }

    private synchronized Runnable nextReady() {
        return ready.poll();
    }

    private synchronized boolean stepTo(long end) {
        Entry first = timers.peek();
        if (first == null || first.atNanos > end) {
            return false;
        }
        timers.poll();
        nanos = Math.max(nanos, first.atNanos);
        ready.add(first.task);
        return true;
    }
}
