package io.mqboard.transport.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.internal.link.FakeEventLoop;
import io.mqboard.transport.internal.link.ThreadEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final byte[] BIG = new byte[1 << 20];

    private final FakeEventLoop loop = new FakeEventLoop();
    private final List<String> taken = new ArrayList<>();
    private final Inbox inbox = new Inbox(
            loop, (topic, payload, dup, retained) -> taken.add(topic + (dup ? "d" : "") + (retained ? "r" : "")));

    @Test
    void put_thousand_arriveInOrder() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            assertTrue(inbox.put("t" + i, new byte[1], i % 2, false, i % 3 == 0));
            expected.add("t" + i + (i % 3 == 0 ? "r" : ""));
        }
        loop.runReady();
        assertEquals(expected, taken);
        inbox.put("late", new byte[0], 0, true, false);
        loop.runReady();
        assertEquals("lated", taken.get(1_000));
    }

    @Test
    void put_loopLags_qos0IsDroppedThenQos1Overruns() {
        int kept = 0;
        while (inbox.dropped() == 0) {
            assertTrue(inbox.put("q0", BIG, 0, false, false));
            kept++;
        }
        kept--;
        assertEquals(9, kept + 1, 1, "about eight megabytes");
        int more = 0;
        while (inbox.put("q1", BIG, 1, false, false)) {
            more++;
        }
        assertTrue(more >= 7 && more <= 9, more + " messages of QoS 1");
        assertFalse(inbox.put("q1", new byte[0], 1, false, false));
        loop.runReady();
        assertEquals(kept + more, taken.size());
        assertTrue(inbox.put("q0", BIG, 0, false, false));
        loop.runReady();
        assertEquals(kept + more + 1, taken.size());
    }

    @Test
    void takerThrows_theOthersStillArrive() {
        List<String> seen = new ArrayList<>();
        Inbox throwing = new Inbox(loop, (topic, payload, dup, retained) -> {
            seen.add(topic);
            if (topic.equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
        });
        throwing.put("bad", new byte[0], 0, false, false);
        throwing.put("good", new byte[0], 0, false, false);
        assertThrows(IllegalStateException.class, loop::runReady);
        loop.runReady();
        assertEquals(List.of("bad", "good"), seen);
    }

    @Test
    void put_fromAnotherThread_nothingIsLost() throws Exception {
        int count = 50_000;
        ThreadEventLoop real = new ThreadEventLoop("test-loop");
        CountDownLatch left = new CountDownLatch(count);
        Inbox busy = new Inbox(real, (topic, payload, dup, retained) -> left.countDown());
        for (int i = 0; i < count; i++) {
            assertTrue(busy.put("t", new byte[10], 1, false, false));
        }
        assertTrue(left.await(20, TimeUnit.SECONDS), left.getCount() + " are missing");
        real.stop();
    }
}
