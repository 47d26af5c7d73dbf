package io.mqboard.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Collects what a process prints, and lets a test wait for it. Safe for use by many threads. */
public final class OutputWatch {
    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    /** Begins to read; the name stands in failures. */
    public OutputWatch(String name, InputStream from) {
        this.name = name;
        FaultProxy.start("watch-" + name, () -> read(from));
    }

    private void read(InputStream from) {
        byte[] piece = new byte[8192];
        try (from) {
            int count;
            while ((count = from.read(piece)) >= 0) {
                synchronized (this) {
                    bytes.write(piece, 0, count);
                    notifyAll();
                }
            }
        } catch (IOException gone) {
            // The process was killed.
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    /** All so far. */
    public synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    /** All so far, as text. */
    public synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** How often a text came so far. */
    public int count(String what) {
        return count(text(), what);
    }

    private static int count(String text, String what) {
        int count = 0;
        for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length())) {
            count++;
        }
        return count;
    }

    /** Waits until a text has come. */
    public void await(String what, Duration limit) {
        await("'" + what + "'", text -> text.contains(what), limit);
    }

    /** Waits until a text has come so many times. */
    public void await(String what, int times, Duration limit) {
        await(times + " times '" + what + "'", text -> count(text, what) >= times, limit);
    }

    /** Waits until all of the output fulfils a condition; fails when it cannot any more or the time is over. */
    public synchronized void await(String what, Predicate<String> condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.test(text())) {
            long left = end - System.nanoTime();
            if (left <= 0 || ended) {
                throw new AssertionError(
                        name + (ended ? " ended" : ", after " + limit) + " without " + what + ":\n" + text());
            }
            pause(left);
        }
    }

    /** Waits until the process has closed it. */
    public synchronized void awaitEnd(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!ended) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(name + " goes on after " + limit + ":\n" + text());
            }
            pause(left);
        }
    }

    private synchronized void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(name + ": interrupted", e);
        }
    }
}
