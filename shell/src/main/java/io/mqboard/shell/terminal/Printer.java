package io.mqboard.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings lines of threads that must not wait to the screen, on one thread of its own. Under load lines are drawn together; when more come
 * than the screen takes, the surplus is counted and said.
 */
final class Printer implements AutoCloseable {
    private static final int CAPACITY = 1000;
    private static final int TOGETHER = 200;
    private static final long CLOSE_MILLIS = 1000;

    private final Screen screen;
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong lost = new AtomicLong();
    // Guarded by this.
    private @Nullable Thread thread;
    private boolean closed;

    Printer(Screen screen) {
        this.screen = screen;
    }

    /** Takes a line, without a line end, that has been made safe. For any thread; never waits. */
    void print(String line) {
        if (!queue.offer(line)) {
            lost.incrementAndGet();
        }
        startOnce();
    }

    /** Ends the thread and waits for that a moment; lines not yet shown are dropped. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Most shells that run for a moment never need the thread. */
    private synchronized void startOnce() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, "mqboard-printer");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        List<String> lines = new ArrayList<>();
        try {
            for (; ; ) {
                lines.add(queue.take());
                queue.drainTo(lines, TOGETHER - 1);
                long missing = lost.getAndSet(0);
                if (missing > 0) {
                    lines.add("... " + missing + " more lines were not shown");
                }
                screen.above(String.join("\n", lines), Screen.Style.FAINT);
                lines.clear();
            }
        } catch (InterruptedException e) {
            // close() ends the thread.
        }
    }
}
