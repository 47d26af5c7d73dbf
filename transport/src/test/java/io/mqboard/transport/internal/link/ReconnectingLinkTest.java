package io.mqboard.transport.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.ConnectionLostException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ReconnectingLinkTest {
    private static final Duration SUBSCRIBE_TIMEOUT = Duration.ofSeconds(10);

    private final FakeEventLoop loop = new FakeEventLoop();
    private final FakeConnector connector = new FakeConnector();
    private final RecordingListener events = new RecordingListener();
    private final ReconnectingLink link =
            new ReconnectingLink(loop, connector, SUBSCRIBE_TIMEOUT, new SplittableRandom(1));

    private FakeConnector.FakeConnection connect() {
        link.start(events);
        connector.last().events.onConnected();
        return connector.last();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, future::get).getCause();
    }

    @Test
    void start_noSubscriptions_connectedAtOnce() {
        connect();
        assertEquals("connected", events.poll());
        assertTrue(link.connected());
        assertEquals(7, link.room());
    }

    @Test
    void subscribe_beforeConnected_grantedBeforeTheListenerHears() {
        CompletableFuture<Void> granted = link.subscribe("a/+", 1);
        FakeConnector.FakeConnection connection = connect();
        assertNull(events.poll());
        assertFalse(link.connected());
        assertEquals(List.of("[a/+] [1]"), connection.subscribed);

        connection.answers.get(0).complete(new int[] {1});

        assertEquals("connected", events.poll());
        assertTrue(granted.isDone());
    }

    @Test
    void subscribe_refused_failsAndIsForgotten() {
        FakeConnector.FakeConnection connection = connect();
        CompletableFuture<Void> granted = link.subscribe("secret/#", 0);
        connection.answers.get(0).complete(new int[] {MqttConnector.REFUSED});
        assertInstanceOf(ConnectRefusedException.class, failure(granted));

        connection.lose();
        loop.advance(Duration.ofSeconds(1));
        connector.last().events.onConnected();
        assertEquals(List.of(), connector.last().subscribed);
    }

    @Test
    void subscribe_answerNeverComes_reconnects() {
        FakeConnector.FakeConnection connection = connect();
        events.poll();
        CompletableFuture<Void> granted = link.subscribe("a", 0);
        loop.advance(SUBSCRIBE_TIMEOUT);

        assertNotNull(connection.aborted);
        assertEquals("lost: the broker did not answer a subscription within 10 s", events.poll());
        assertFalse(granted.isDone());
        loop.advance(Duration.ofSeconds(1));
        connector.last().events.onConnected();
        connector.last().answers.get(0).complete(new int[] {0});
        assertTrue(granted.isDone());
    }

    @Test
    void subscribe_twice_sentOnceUnlessMoreIsWanted() {
        FakeConnector.FakeConnection connection = connect();
        CompletableFuture<Void> first = link.subscribe("a", 0);
        link.subscribe("a", 0);
        assertEquals(List.of("[a] [0]"), connection.subscribed);
        link.subscribe("a", 1);
        assertEquals(List.of("[a] [0]", "[a] [1]"), connection.subscribed);
        connection.answers.get(1).complete(new int[] {1});
        assertTrue(first.isDone());
    }

    @Test
    void lost_subscriptionsComeBackBeforeConnectedAgain() {
        FakeConnector.FakeConnection connection = connect();
        link.subscribe("a", 0);
        link.subscribe("b", 1);
        link.subscribe("c", 1);
        link.unsubscribe("b");
        connection.answers.forEach(answer -> answer.complete(new int[] {1}));
        assertEquals("connected", events.poll());

        connection.lose();
        assertEquals("lost: gone", events.poll());
        assertFalse(link.connected());
        loop.advance(Duration.ofMillis(250));
        connector.last().events.onConnected();
        assertEquals(List.of("[a, c] [0, 1]"), connector.last().subscribed);
        assertNull(events.poll());
        connector.last().answers.get(0).complete(new int[] {0, 1});
        assertEquals("connected again", events.poll());
    }

    @Test
    void failing_attemptsComeLessAndLessOften() {
        link.start(events);
        for (int i = 1; i <= 10; i++) {
            assertEquals(i, connector.connections.size());
            connector.last().events.onEnded(new ConnectFailedException("no"));
            assertEquals("failed: no", events.poll());
            loop.advance(Duration.ofMillis(Math.min(250L << (i - 1), 15_000)));
        }
        assertEquals(11, connector.connections.size());
        connector.last().events.onEnded(new ConnectFailedException("no"));
        loop.advance(Duration.ofMillis(7_400));
        assertEquals(11, connector.connections.size(), "half of the longest wait is the least");
    }

    @Test
    void connectedForAWhile_theFirstWaitIsShortAgain() {
        link.start(events);
        for (int i = 0; i < 8; i++) {
            connector.last().events.onEnded(new ConnectFailedException("no"));
            loop.advance(Duration.ofSeconds(15));
        }
        connector.last().events.onConnected();
        loop.advance(ReconnectingLink.STABLE);
        int before = connector.connections.size();
        connector.last().lose();
        loop.advance(Duration.ofMillis(250));
        assertEquals(before + 1, connector.connections.size());
    }

    @Test
    void connectedForAMoment_theWaitsGoOnGrowing() {
        link.start(events);
        for (int i = 0; i < 8; i++) {
            connector.last().events.onConnected();
            connector.last().lose();
            loop.advance(Duration.ofSeconds(15));
        }
        int before = connector.connections.size();
        connector.last().events.onConnected();
        connector.last().lose();
        loop.advance(Duration.ofSeconds(1));
        assertEquals(before, connector.connections.size());
    }

    @Test
    void late_eventsOfAnEarlierConnection_areIgnored() {
        FakeConnector.FakeConnection first = connect();
        first.lose();
        loop.advance(Duration.ofSeconds(1));
        connector.last().events.onConnected();
        assertEquals("connected", events.poll());
        assertEquals("lost: gone", events.poll());
        assertEquals("connected again", events.poll());

        first.events.onMessage("a", new byte[0], false, false);
        first.events.onConnected();
        first.events.onEnded(new ConnectionLostException("late"));
        assertNull(events.poll());
        assertTrue(link.connected());
    }

    @Test
    void publish_notConnected_failsAtOnce() {
        link.start(events);
        assertEquals(0, link.room());
        assertInstanceOf(ConnectionLostException.class, failure(link.publish("a", new byte[0], 0, false)));
    }

    @Test
    void close_whileWaiting_nothingIsLeft() {
        FakeConnector.FakeConnection connection = connect();
        CompletableFuture<Void> granted = link.subscribe("a", 0);
        connection.lose();
        assertTrue(link.close().isDone());
        assertInstanceOf(ConnectionLostException.class, failure(granted));
        loop.advance(Duration.ofMinutes(1));
        assertEquals(1, connector.connections.size());
        assertEquals(0, loop.timers());
    }

    @Test
    void close_connected_saysGoodbyeAndTellsNobody() {
        FakeConnector.FakeConnection connection = connect();
        events.poll();
        link.close();
        assertTrue(connection.closed);
        connection.lose();
        assertNull(events.poll());
        assertInstanceOf(ConnectionLostException.class, failure(link.subscribe("a", 0)));
    }
}
