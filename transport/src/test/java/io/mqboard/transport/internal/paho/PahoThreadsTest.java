package io.mqboard.transport.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PahoThreadsTest {
    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, "X.java", 1);
    }

    private static boolean sleeps(String type, String method) {
        StackTraceElement[] stack = {
            frame("java.lang.Thread", "sleep"), frame(type, method), frame("java.lang.Thread", "run")
        };
        return PahoThreads.sleepsInStart(stack);
    }

    @Test
    void sleepsInStart_onlyThere() {
        String internal = "org.eclipse.paho.client.mqttv3.internal.";
        assertTrue(sleeps(internal + "CommsReceiver", "start"));
        assertTrue(sleeps(internal + "CommsSender", "start"));
        assertTrue(sleeps(internal + "CommsCallback", "start"));
        assertFalse(sleeps(internal + "CommsReceiver", "stop"));
        assertFalse(sleeps(internal + "ClientState", "start"));
        assertFalse(sleeps("some.other.Comms", "start"));
        assertFalse(PahoThreads.sleepsInStart(new StackTraceElement[0]));
    }

    @Test
    void hasten_threadThatWaitsElsewhere_isNotInterrupted() throws Exception {
        PahoThreads threads = new PahoThreads();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch undisturbed = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                if (release.await(10, TimeUnit.SECONDS)) {
                    undisturbed.countDown();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long start = System.nanoTime();
        threads.hasten();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis >= 900 && millis < 5_000, "gives up after a second: " + millis);
        release.countDown();
        assertTrue(undisturbed.await(5, TimeUnit.SECONDS));
        assertEquals(0, undisturbed.getCount());
    }

    @Test
    void hasten_nothingStarted_returns() {
        new PahoThreads().hasten();
    }
}
