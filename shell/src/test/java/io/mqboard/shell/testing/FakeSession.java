package io.mqboard.shell.testing;

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

/** A session in memory with boards that work. */
public final class FakeSession implements BrokerSession {
    /** What other clients say. */
    public final FakeTopics topics = new FakeTopics();

    private final Map<String, FakeBoard> boards = new TreeMap<>();
    private final Map<String, BoardStatus> presence = new TreeMap<>();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final List<SessionListener> listeners = new ArrayList<>();
    /** How long boards may be silent, as was said last. */
    public Duration replyTimeout = Duration.ZERO;

    private boolean discovering;
    private int closed;

    /** A session that is connected. */
    public static FakeSession connectedSession() {
        FakeSession session = new FakeSession();
        session.connected.complete(null);
        return session;
    }

    /** A session that cannot connect. */
    public static FakeSession failing(MqboardException cause) {
        FakeSession session = new FakeSession();
        session.connected.completeExceptionally(cause);
        return session;
    }

    /** Adds a board that has announced itself. */
    public FakeBoard announce(String address, boolean online, Instant seen) {
        presence.put(
                address,
                new BoardStatus(
                        address,
                        online,
                        "normal",
                        "0a1b2c3d",
                        online ? "power" : "lost",
                        3,
                        "0.2.0",
                        "1.25.0",
                        "ESP32",
                        81234,
                        List.of("exec", "file"),
                        seen,
                        Map.of("platform", "esp32")));
        FakeBoard board = fake(address);
        if (!online) {
            board.goOffline();
        }
        return board;
    }

    /** A board that has announced itself begins another life. */
    public void reboot(String address, String reason) {
        BoardStatus was = presence.get(address);
        BoardStatus now = new BoardStatus(
                address,
                true,
                "normal",
                "0a1b2c3e",
                reason,
                was.boots() + 1,
                was.version(),
                was.python(),
                was.machine(),
                was.freeBytes(),
                was.capabilities(),
                was.lastSeen(),
                was.members());
        presence.put(address, now);
        listeners.forEach(listener -> listener.boardChanged(now, was));
    }

    /** The board of an address. */
    public FakeBoard fake(String address) {
        return boards.computeIfAbsent(address, FakeBoard::new);
    }

    public int timesClosed() {
        return closed;
    }

    @Override
    public CompletableFuture<Void> connected() {
        return connected;
    }

    @Override
    public State state() {
        return connected.isDone() && !connected.isCompletedExceptionally() ? State.CONNECTED : State.CONNECTING;
    }

    @Override
    public Board board(String address) {
        FakeBoard board = boards.get(address);
        if (board == null) {
            board = fake(address);
            board.goOffline();
        }
        return board;
    }

    @Override
    public void discover() {
        discovering = true;
    }

    @Override
    public CompletableFuture<Void> discovered() {
        return discovering ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
    }

    @Override
    public List<BoardStatus> boards() {
        return discovering ? new ArrayList<>(presence.values()) : List.of();
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
        closed++;
    }
}
