package io.mqboard.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveryThreadTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(50);

    private final DeliveryThread delivery = new DeliveryThread("test-delivery");
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<String> mine = new CompletableFuture<>();

    @AfterEach
    void stop() {
        delivery.stop();
    }

    private void note(String what) {
        seen.add(what + " " + Thread.currentThread().getName());
    }

    @Test
    void execute_nobodyWaits_runsInOrderOnItsThread() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        delivery.execute(mine, () -> note("owned"));
        delivery.execute(() -> note("other"));
        delivery.execute(() -> done.complete(null));
        done.get(50, TimeUnit.SECONDS);
        assertEquals(List.of("owned test-delivery", "other test-delivery"), seen);
    }

    @Test
    void help_runsItsOwnTasksAndNoOthers() throws Exception {
        CountDownLatch helping = new CountDownLatch(1);
        CompletableFuture<Void> helped = new CompletableFuture<>();
        Thread helper = new Thread(
                () -> {
                    try {
                        helping.countDown();
                        delivery.help(mine, LONG);
                        helped.complete(null);
                    } catch (InterruptedException e) {
                        helped.completeExceptionally(e);
                    }
                },
                "helper");
        helper.start();
        helping.await();
        while (helper.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        delivery.execute(mine, () -> note("a"));
        delivery.execute(() -> note("b"));
        delivery.execute(mine, () -> note("c"));
        delivery.execute(mine, () -> mine.complete("done"));
        helped.get(50, TimeUnit.SECONDS);
        assertEquals(List.of("a helper", "b test-delivery", "c helper"), seen);
        helper.join();
    }

    @Test
    void help_isInterruptedOrOutOfTime_leavesTheRestToTheThread() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> delivery.help(mine, LONG));
        delivery.help(mine, 1_000_000);
        delivery.execute(mine, () -> mine.complete(Thread.currentThread().getName()));
        assertEquals("test-delivery", mine.get(50, TimeUnit.SECONDS));
    }

    @Test
    void help_futureEndsElsewhere_returns() throws Exception {
        Object unused = mine.whenComplete((value, failure) -> delivery.ended(mine));
        delivery.execute(() -> mine.complete("by itself"));
        delivery.help(mine, LONG);
        assertTrue(mine.isDone());
    }

    @Test
    void help_withinATask_doesNotWaitForItself() throws Exception {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        delivery.execute(() -> {
            try {
                delivery.help(mine, LONG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            turn.complete(delivery.hasTurn());
        });
        assertTrue(turn.get(50, TimeUnit.SECONDS));
        assertFalse(delivery.hasTurn());
    }

    @Test
    void stop_runsWhatWaitsAndTakesNoMore() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CompletableFuture<Void> last = new CompletableFuture<>();
        delivery.execute(() -> {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        delivery.execute(() -> last.complete(null));
        delivery.stop();
        delivery.execute(() -> note("too late"));
        blocked.countDown();
        last.get(50, TimeUnit.SECONDS);
        assertTrue(seen.isEmpty());
    }

    @Test
    void manyThreads_nothingIsLostOrRunsTwiceOrAtOnce() throws Exception {
        int count = 20_000;
        int[] sum = new int[1];
        for (int i = 0; i < count; i++) {
            CompletableFuture<Integer> result = new CompletableFuture<>();
            Object unused = result.whenComplete((value, failure) -> delivery.ended(result));
            delivery.execute(result, () -> sum[0]++);
            delivery.execute(i % 3 == 0 ? new CompletableFuture<>() : result, () -> sum[0]++);
            delivery.execute(result, () -> result.complete(sum[0]));
            delivery.help(result, LONG);
            assertEquals(2 * (i + 1), result.get(50, TimeUnit.SECONDS));
        }
    }
}
