package io.mqboard.transport.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.testing.UncaughtExceptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadEventLoopTest {
    private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");
    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        loop.stop();
    }

    private String next() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void tasks_runInOrderOnTheNamedDaemon() throws Exception {
        assertFalse(loop.inLoop());
        loop.execute(() -> seen.add(
                Thread.currentThread().getName() + Thread.currentThread().isDaemon()));
        loop.execute(() -> seen.add("in loop " + loop.inLoop()));
        assertEquals("test-looptrue", next());
        assertEquals("in loop true", next());
    }

    @Test
    void timers_runByTimeUnlessCancelled() throws Exception {
        loop.execute(() -> {
            loop.schedule(Duration.ofMillis(40), () -> seen.add("later"));
            loop.schedule(Duration.ofMillis(5), () -> seen.add("cancelled")).cancel();
            loop.schedule(Duration.ofMillis(10), () -> seen.add("sooner"));
        });
        assertEquals("sooner", next());
        assertEquals("later", next());
    }

    @Test
    void exception_isReportedAndTheLoopGoesOn() throws Exception {
        CountDownLatch reported = new CountDownLatch(1);
        Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> reported.countDown());
        try {
            loop.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            loop.execute(() -> seen.add("after"));
            assertEquals("after", next());
            assertTrue(reported.await(10, TimeUnit.SECONDS));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(usual);
            UncaughtExceptions.clear();
        }
    }

    @Test
    void stopped_dropsWhatComes() throws Exception {
        loop.execute(() -> seen.add("before"));
        assertEquals("before", next());
        loop.stop();
        loop.execute(() -> seen.add("after"));
        loop.schedule(Duration.ZERO, () -> seen.add("after")).cancel();
        assertTrue(seen.isEmpty());
    }

    @Test
    void run_idle_isDoneByTheCallerBeforeItReturns() {
        Thread[] ran = new Thread[1];
        loop.run(() -> {
            ran[0] = Thread.currentThread();
            seen.add("in loop " + loop.inLoop());
        });
        assertEquals(Thread.currentThread(), ran[0]);
        assertEquals("in loop true", seen.poll());
        assertFalse(loop.inLoop());
    }

    @Test
    void run_busyOrWithinATask_waitsForItsTurn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> {
            loop.run(() -> seen.add("nested"));
            seen.add("first");
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        loop.execute(() -> seen.add("handed over"));
        loop.run(() -> seen.add("run"));
        assertEquals(1, seen.size());
        end.countDown();
        assertEquals("first", next());
        assertEquals("nested", next());
        assertEquals("handed over", next());
        assertEquals("run", next());
    }

    @Test
    void run_manyThreads_neverTwoAtOnce() throws Exception {
        int[] count = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int k = 0; k < 5000; k++) {
                    loop.run(() -> count[0]++);
                    loop.execute(() -> count[0]++);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        loop.execute(() -> seen.add("sum " + count[0]));
        assertEquals("sum 40000", next());
    }
}
