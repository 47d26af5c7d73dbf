package io.mqboard.transport.internal;

import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MessageListener;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.SessionListener;
import io.mqboard.transport.SessionStatistics;
import io.mqboard.transport.Subscription;
import io.mqboard.transport.internal.board.BoardImpl;
import io.mqboard.transport.internal.board.Context;
import io.mqboard.transport.internal.board.Counts;
import io.mqboard.transport.internal.board.Delivery;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.link.TopicFilters;
import io.mqboard.transport.internal.presence.Presence;
import io.mqboard.transport.internal.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session: brings what happens on the link to presence, boards and listeners. */
final class SessionImpl implements BrokerSession {
    /** The threads beside the loop; tests put virtual time in their place. */
    interface Workers {
        /** Runs what belongs to callers, one after another, in order. */
        Delivery delivery();

        /** Runs what may wait for a disk. */
        Executor work();

        /** Whether the caller runs on the delivery thread. */
        boolean isDelivery();

        /** Takes no more tasks; those that wait are still run. */
        void stop();
    }

    private static final long CLOSE_MILLIS = 2000;

    private final EventLoop loop;
    private final Workers threads;
    private final TracingLink link;
    private final Traffic traffic;
    private final Counts counts = new Counts();
    private final Presence presence;
    private final Context context;
    private final Subscriptions subscriptions;
    private final Map<String, BoardImpl> boards = new ConcurrentHashMap<>();
    private final Map<String, Context.Router.Taker> routes = new HashMap<>();
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> discovered = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long replyMillis;
    private volatile State state = State.CONNECTING;
    private EventLoop.@Nullable Timer outage;

    SessionImpl(
            EventLoop loop, Workers threads, MqttLink plainLink, InstantSource clock, String client, Duration reply) {
        this.loop = loop;
        this.replyMillis = reply.toMillis();
        this.threads = threads;
        traffic = new Traffic(clock);
        link = new TracingLink(plainLink, traffic, this::traced);
        presence = new Presence(loop, link, clock, client, this::boardChanged);
        context = new Context(
                loop, link, threads.delivery(), threads.work(), new Routes(), client, () -> replyMillis, counts);
        subscriptions = new Subscriptions(loop, link, threads.delivery());
        Object unused =
                presence.discovered().thenRun(() -> threads.delivery().execute(() -> discovered.complete(null)));
    }

    /** Begins to connect. */
    void start() {
        loop.execute(() -> link.start(new Events()));
    }

    @Override
    public CompletableFuture<Void> connected() {
        return connected;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Board board(String address) throws BadOptionException {
        Topics.requireAddress(address);
        return boards.computeIfAbsent(address, unused -> new BoardImpl(context, presence, address));
    }

    @Override
    public void discover() {
        loop.execute(presence::discover);
    }

    @Override
    public CompletableFuture<Void> discovered() {
        return discovered;
    }

    @Override
    public List<BoardStatus> boards() {
        return presence.boards();
    }

    @Override
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    @Override
    public Subscription subscribe(String filter, MessageListener listener) throws BadOptionException {
        try {
            TopicFilters.checkFilter(filter);
        } catch (IllegalArgumentException e) {
            throw new BadOptionException("\"" + filter + "\" is " + e.getMessage());
        }
        return subscriptions.add(filter, listener);
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        loop.execute(() -> {
            Object unused = link.publish(topic, payload, qos, retain)
                    .whenComplete((done, failure) -> threads.delivery().execute(() -> {
                        if (failure == null) {
                            result.complete(null);
                        } else {
                            result.completeExceptionally(failure);
                        }
                    }));
        });
        return result;
    }

    @Override
    public void trace(boolean on) {
        link.trace(on);
    }

    @Override
    public SessionStatistics statistics() {
        return traffic.with(counts);
    }

    @Override
    public void replyTimeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time-out is above zero");
        }
        replyMillis = limit.toMillis();
    }

    @Override
    public void close() {
        loop.execute(this::closeOnLoop);
        if (loop.inLoop() || threads.isDelivery()) {
            return;
        }
        try {
            if (!closed.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                finish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeOnLoop() {
        if (state == State.CLOSED) {
            return;
        }
        boards.values().forEach(BoardImpl::bye);
        ConnectionLostException cause = new ConnectionLostException("the session was closed");
        setState(State.CLOSED, null);
        boards.values().forEach(board -> board.giveUp(cause));
        threads.delivery().execute(() -> connected.completeExceptionally(cause));
        Object unused = link.close().whenComplete((ok, e) -> finish());
    }

    private void finish() {
        loop.stop();
        threads.stop();
        closed.countDown();
    }

    private void setState(State next, @Nullable MqboardException cause) {
        if (state != next && state != State.CLOSED) {
            state = next;
            tell(listener -> listener.stateChanged(next, cause));
        }
    }

    private void boardChanged(BoardStatus status, @Nullable BoardStatus before, boolean retained) {
        BoardImpl board = boards.get(status.address());
        if (board != null) {
            board.statusChanged(status, before, retained);
        }
        tell(listener -> listener.boardChanged(status, before));
    }

    private void traced(boolean outgoing, String topic, byte[] payload) {
        tell(listener -> listener.frame(outgoing, topic, payload));
    }

    private void tell(Consumer<SessionListener> news) {
        if (!listeners.isEmpty()) {
            threads.delivery().execute(() -> listeners.forEach(news));
        }
    }

    /** What the link says, on the loop. */
    private final class Events implements MqttLink.Listener {
        @Override
        public void onConnected(boolean again) {
            if (outage != null) {
                outage.cancel();
                outage = null;
            }
            setState(State.CONNECTED, null);
            threads.delivery().execute(() -> connected.complete(null));
            presence.connected();
            boards.values().forEach(BoardImpl::connected);
        }

        @Override
        public void onDisconnected(MqboardException cause) {
            setState(State.RECONNECTING, cause);
            presence.disconnected();
            boards.values().forEach(BoardImpl::disconnected);
            startOutage(cause);
        }

        @Override
        public void onConnectFailed(MqboardException cause) {
            threads.delivery().execute(() -> connected.completeExceptionally(cause));
            startOutage(cause);
        }

        @Override
        public void onMessage(String topic, byte[] payload, boolean dup, boolean retained) {
            Context.Router.Taker taker = routes.get(topic);
            if (taker != null) {
                taker.take(payload);
            } else {
                presence.onMessage(topic, payload, retained);
                subscriptions.onMessage(topic, payload, retained);
            }
        }

        private void startOutage(MqboardException cause) {
            if (outage == null) {
                outage = loop.schedule(Duration.ofMillis(Context.OUTAGE_MILLIS), () -> giveUp(cause));
            }
        }

        private void giveUp(MqboardException cause) {
            outage = null;
            ConnectionLostException lost = new ConnectionLostException(
                    "the broker was away for " + Context.OUTAGE_MILLIS / 1000 + " s: " + cause.getMessage(), cause);
            boards.values().forEach(board -> board.giveUp(lost));
        }
    }

    /** Exact topics and who takes their messages. On the loop. */
    private final class Routes implements Context.Router {
        @Override
        public void route(String topic, Taker taker) {
            routes.put(topic, taker);
        }

        @Override
        public void unroute(String topic) {
            routes.remove(topic);
        }
    }
}
