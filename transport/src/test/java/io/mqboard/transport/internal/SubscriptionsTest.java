package io.mqboard.transport.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.MessageListener;
import io.mqboard.transport.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Subscriptions that callers make for themselves, in virtual time. */
class SubscriptionsTest {
    private static final class Seen implements MessageListener {
        final List<String> messages = new ArrayList<>();
        long lost;

        @Override
        public void message(String topic, byte[] payload, boolean retained) {
            messages.add(topic + (retained ? "=" : ":") + new String(payload, UTF_8));
        }

        @Override
        public void lost(long count) {
            lost += count;
        }
    }

    private final Rig rig = Rig.connected();
    private final Seen seen = new Seen();

    private void arrives(String topic, String text) {
        rig.loop.execute(() -> rig.link.deliver(topic, text.getBytes(UTF_8)));
        rig.loop.runReady();
    }

    @Test
    void messagesThatMatch_come_untilItIsClosed() throws Exception {
        Subscription subscription = rig.session.subscribe("+/log", seen);
        rig.loop.runReady();
        assertTrue(subscription.granted().isDone());
        arrives("a/log", "one");
        arrives("a/b/log", "too deep");
        rig.loop.execute(() -> rig.link.deliver("b/log", "two".getBytes(UTF_8), false, true));
        rig.loop.runReady();
        subscription.close();
        arrives("a/log", "three");
        assertEquals(List.of("a/log:one", "b/log=two"), seen.messages);
    }

    @Test
    void sameFilterTwice_staysSubscribed_untilTheLastIsClosed() throws Exception {
        Seen other = new Seen();
        Subscription first = rig.session.subscribe("a/log", seen);
        Subscription second = rig.session.subscribe("a/log", other);
        rig.loop.runReady();
        first.close();
        arrives("a/log", "one");
        second.close();
        arrives("a/log", "two");
        assertEquals(List.of(), seen.messages);
        assertEquals(List.of("a/log:one"), other.messages);
    }

    @Test
    void listenerThatLags_losesTheOldest_andIsTold() throws Exception {
        Queue<Runnable> late = new ArrayDeque<>();
        rig.session.subscribe("a/log", seen);
        rig.loop.runReady();
        rig.delivery = late::add;
        for (int i = 0; i < Subscription.MAX_WAITING + 10; i++) {
            arrives("a/log", "line " + i);
        }
        assertEquals(1, late.size(), "one task, however many messages");
        while (!late.isEmpty()) {
            late.remove().run();
        }
        assertEquals(10, seen.lost);
        assertEquals(Subscription.MAX_WAITING, seen.messages.size());
        assertEquals("a/log:line 10", seen.messages.get(0));
    }

    @Test
    void messagesThatAreLarge_areBoundedByTheirBytes() throws Exception {
        Queue<Runnable> late = new ArrayDeque<>();
        rig.session.subscribe("a/log", seen);
        rig.loop.runReady();
        rig.delivery = late::add;
        for (int i = 0; i < 8; i++) {
            arrives("a/log", "x".repeat(Subscription.MAX_WAITING_BYTES / 4));
        }
        while (!late.isEmpty()) {
            late.remove().run();
        }
        assertEquals(4, seen.lost);
        assertEquals(4, seen.messages.size());
    }

    @Test
    void refusedFilter_fails() throws Exception {
        Rig unconnected = new Rig();
        Subscription subscription = unconnected.session.subscribe("secret/log", seen);
        unconnected.loop.runReady();
        unconnected.loop.execute(() -> unconnected.link.refuse("secret/log"));
        unconnected.loop.runReady();
        CompletionException failure = assertThrows(
                CompletionException.class, () -> subscription.granted().join());
        assertTrue(failure.getCause() instanceof ConnectRefusedException, failure.toString());
    }

    @Test
    void wildcardInsideALevel_isRefusedAtOnce() {
        assertThrows(BadOptionException.class, () -> rig.session.subscribe("a#/log", seen));
    }
}
