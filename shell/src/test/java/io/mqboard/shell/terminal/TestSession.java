package io.mqboard.shell.terminal;

import io.mqboard.shell.testing.FakeTopics;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MessageListener;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.SessionListener;
import io.mqboard.transport.SessionStatistics;
import io.mqboard.transport.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A session in memory whose connection and boards a test moves. */
final class TestSession implements BrokerSession {
    private final Map<String, TestBoard> boards = new TreeMap<>();
    final FakeTopics topics = new FakeTopics();
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> connected = new CompletableFuture<>();
    final CompletableFuture<Void> discovered = new CompletableFuture<>();
    volatile Duration replyTimeout = Duration.ZERO;
    /** Open until somebody asks whether it is connected. */
    final CountDownLatch asked = new CountDownLatch(1);

    private volatile State state = State.CONNECTING;

    /** A session that is connected and has heard of all boards. */
    static TestSession up() {
        TestSession session = new TestSession();
        session.state = State.CONNECTED;
        session.connected.complete(null);
        session.discovered.complete(null);
        return session;
    }

    void become(State newState, @Nullable MqboardException cause) {
        state = newState;
        listeners.forEach(listener -> listener.stateChanged(newState, cause));
    }

    void boardBecomes(TestBoard board, boolean online, String mode, String bootId, String reason) {
        BoardStatus before = board.status().orElse(null);
        board.status(online, mode, bootId, reason);
        listeners.forEach(listener -> listener.boardChanged(board.status().orElseThrow(), before));
    }

    @Override
    public CompletableFuture<Void> connected() {
        asked.countDown();
        return connected;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public synchronized TestBoard board(String address) {
        return boards.computeIfAbsent(address, TestBoard::new);
    }

    @Override
    public void discover() {}

    @Override
    public CompletableFuture<Void> discovered() {
        return discovered;
    }

    @Override
    public synchronized List<BoardStatus> boards() {
        List<BoardStatus> known = new ArrayList<>();
        for (Board board : boards.values()) {
            board.status().ifPresent(known::add);
        }
        return known;
    }

    @Override
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    @Override
    public Subscription subscribe(String filter, MessageListener listener) {
        return topics.subscribe(filter, listener);
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        topics.publish(topic, payload);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public SessionStatistics statistics() {
        return new SessionStatistics(Instant.EPOCH, Instant.EPOCH, 2, 10, 1000, 20, 2000, 5, 1);
    }

    @Override
    public void replyTimeout(Duration limit) {
        replyTimeout = limit;
    }

    @Override
    public void trace(boolean on) {}

    @Override
    public void close() {
        state = State.CLOSED;
    }
}
