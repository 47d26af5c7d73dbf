package io.mqboard.shell.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to somebody who shows them. When he is slower than they come, the oldest go, counted. Safe for use by many threads.
 */
public final class LogView implements AutoCloseable {
    /** Lines that wait. */
    static final int CAPACITY = 2000;

    /**
     * What has come.
     *
     * @param lines oldest first
     * @param missed how many more had come before them
     */
    public record Batch(List<LogLine> lines, long missed) {}

    private final LogFilter filter;
    private final Consumer<LogView> whenClosed;
    // All below is guarded by this; futures are completed while it is not held.
    private final Deque<LogLine> waiting = new ArrayDeque<>();
    private long missed;
    private @Nullable CompletableFuture<Void> arrival;
    private boolean closed;

    LogView(LogFilter filter, Consumer<LogView> whenClosed) {
        this.filter = filter;
        this.whenClosed = whenClosed;
    }

    /** What is to be seen. */
    public LogFilter filter() {
        return filter;
    }

    void offer(LogLine line) {
        if (!filter.test(line)) {
            return;
        }
        CompletableFuture<Void> waiter;
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.add(line);
            if (waiting.size() > CAPACITY) {
                waiting.remove();
                missed++;
            }
            waiter = arrival;
            arrival = null;
        }
        if (waiter != null) {
            waiter.complete(null);
        }
    }

    /** Done when there is something to {@link #take}, or nothing will come any more. */
    public synchronized CompletableFuture<Void> arrival() {
        if (closed || !waiting.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> waiter = arrival;
        if (waiter == null) {
            waiter = new CompletableFuture<>();
            arrival = waiter;
        }
        return waiter;
    }

    /** What has come since the last time. */
    public synchronized Batch take() {
        Batch batch = new Batch(new ArrayList<>(waiting), missed);
        waiting.clear();
        missed = 0;
        return batch;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Nothing comes any more. */
    @Override
    public void close() {
        CompletableFuture<Void> waiter;
        synchronized (this) {
            closed = true;
            waiter = arrival;
            arrival = null;
        }
        whenClosed.accept(this);
        if (waiter != null) {
            waiter.complete(null);
        }
    }
}
