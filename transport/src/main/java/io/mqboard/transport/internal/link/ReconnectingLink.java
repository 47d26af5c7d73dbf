package io.mqboard.transport.internal.link;

import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MqboardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The link: one connection after another, with a growing wait between attempts, and the same subscriptions on each.
 *
 * <p>A connection counts as connected when its subscriptions are restored: the state machines above may send a request at once and be sure
 * that the reply finds its way.
 */
public final class ReconnectingLink implements MqttLink {
    /** A connection must have held so long before the waits between attempts begin anew: a broker may accept and drop at once. */
    static final Duration STABLE = Duration.ofSeconds(5);

    /** One remembered subscription. */
    private static final class Subscription {
        final int qos;
        final CompletableFuture<Void> granted = new CompletableFuture<>();

        Subscription(int qos) {
            this.qos = qos;
        }
    }

    private final EventLoop loop;
    private final MqttConnector connector;
    private final Duration subscribeTimeout;
    private final Backoff backoff;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    private @Nullable Listener listener;
    private @Nullable Attempt current;
    private EventLoop.@Nullable Timer retry;
    private boolean connectedBefore;
    private @Nullable CompletableFuture<Void> closing;

    /**
     * Does not connect yet.
     *
     * @param subscribeTimeout how long the broker may take to answer a subscription before the connection counts as broken
     */
    public ReconnectingLink(
            EventLoop loop, MqttConnector connector, Duration subscribeTimeout, RandomGenerator random) {
        this.loop = loop;
        this.connector = connector;
        this.subscribeTimeout = subscribeTimeout;
        this.backoff = new Backoff(random);
    }

    @Override
    public void start(Listener taker) {
        if (listener != null) {
            throw new IllegalStateException("started twice");
        }
        listener = taker;
        attempt();
    }

    @Override
    public boolean connected() {
        return current != null && current.ready;
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        if (current == null || !current.ready) {
            return CompletableFuture.failedFuture(new ConnectionLostException("not connected to the broker"));
        }
        try {
            TopicFilters.checkTopic(topic);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return current.connection().publish(topic, payload, qos, retain);
    }

    @Override
    public int room() {
        return current != null && current.ready ? current.connection().room() : 0;
    }

    @Override
    public Runnable receipt() {
        return current != null && current.ready ? current.connection().receipt() : () -> {};
    }

    @Override
    public CompletableFuture<Void> subscribe(String filter, int qos) {
        if (closing != null) {
            return CompletableFuture.failedFuture(new ConnectionLostException("the session was closed"));
        }
        try {
            TopicFilters.checkFilter(filter);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        Subscription known = subscriptions.get(filter);
        if (known != null && known.qos >= qos) {
            return known.granted;
        }
        Subscription added = new Subscription(qos);
        subscriptions.put(filter, added);
        if (known != null) {
            var unused = added.granted.whenComplete((done, failure) -> settle(known, failure));
        }
        if (current != null && current.ready) {
            current.subscribe(List.of(filter), List.of(added));
        }
        return added.granted;
    }

    private static void settle(Subscription subscription, @Nullable Throwable failure) {
        if (failure == null) {
            subscription.granted.complete(null);
        } else {
            subscription.granted.completeExceptionally(failure);
        }
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
        Subscription removed = subscriptions.remove(filter);
        if (removed != null) {
            removed.granted.completeExceptionally(new ConnectionLostException("unsubscribed from " + filter));
        }
        if (removed == null || current == null || !current.ready) {
            return CompletableFuture.completedFuture(null);
        }
        return current.connection().unsubscribe(filter);
    }

    @Override
    public CompletableFuture<Void> close() {
        if (closing != null) {
            return closing;
        }
        if (retry != null) {
            retry.cancel();
        }
        Attempt last = current;
        current = null;
        closing = last == null ? CompletableFuture.completedFuture(null) : last.close();
        ConnectionLostException cause = new ConnectionLostException("the session was closed");
        List<Subscription> open = new ArrayList<>(subscriptions.values());
        subscriptions.clear();
        open.forEach(subscription -> subscription.granted.completeExceptionally(cause));
        return closing;
    }

    private void attempt() {
        retry = null;
        if (closing == null) {
            current = new Attempt();
            current.begin();
        }
    }

    private Listener listener() {
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        return listener;
    }

    /** One connection as the link sees it. Whatever comes late from an earlier one finds that it is not the current one any more. */
    private final class Attempt implements MqttConnector.Events {
        boolean ready;
        private long readySince;
        private MqttConnector.@Nullable Connection connection;

        void begin() {
            connection = connector.connect(this);
        }

        MqttConnector.Connection connection() {
            if (connection == null) {
                throw new IllegalStateException("still connecting");
            }
            return connection;
        }

        CompletableFuture<Void> close() {
            ready = false;
            return connection == null ? CompletableFuture.completedFuture(null) : connection.close();
        }

        @Override
        public void onConnected() {
            if (this != current) {
                return;
            }
            if (subscriptions.isEmpty()) {
                becomeReady();
                return;
            }
            subscribe(List.copyOf(subscriptions.keySet()), List.copyOf(subscriptions.values()));
        }

        /** Subscribes; the first time on this connection it becomes ready with the answer. */
        void subscribe(List<String> filters, List<Subscription> wanted) {
            EventLoop.Timer limit = loop.schedule(
                    subscribeTimeout,
                    () -> abort(
                            "the broker did not answer a subscription within " + subscribeTimeout.toSeconds() + " s"));
            List<Integer> qos = wanted.stream().map(each -> each.qos).toList();
            var unused = connection().subscribe(filters, qos).whenComplete((granted, failure) -> {
                limit.cancel();
                if (this == current) {
                    answered(filters, wanted, granted, failure);
                }
            });
        }

        private void answered(
                List<String> filters,
                List<Subscription> wanted,
                int @Nullable [] granted,
                @Nullable Throwable failure) {
            if (granted == null) {
                // A lost connection subscribes again by itself.
                if (!(failure instanceof ConnectionLostException)) {
                    abort("subscribing failed: " + failure);
                }
                return;
            }
            if (!ready) {
                becomeReady();
            }
            for (int i = 0; i < filters.size(); i++) {
                if (i >= granted.length || granted[i] == MqttConnector.REFUSED) {
                    subscriptions.remove(filters.get(i), wanted.get(i));
                    wanted.get(i)
                            .granted
                            .completeExceptionally(new ConnectRefusedException(
                                    "the broker does not allow to subscribe to '" + filters.get(i) + "'"));
                } else {
                    wanted.get(i).granted.complete(null);
                }
            }
        }

        private void becomeReady() {
            ready = true;
            readySince = loop.nowMillis();
            boolean again = connectedBefore;
            connectedBefore = true;
            listener().onConnected(again);
        }

        private void abort(String why) {
            if (this == current) {
                MqboardException cause = ready ? new ConnectionLostException(why) : new ConnectFailedException(why);
                connection().abort(cause);
                onEnded(cause);
            }
        }

        @Override
        public void onEnded(MqboardException cause) {
            if (this != current) {
                return;
            }
            current = null;
            boolean was = ready;
            ready = false;
            if (was && loop.nowMillis() - readySince >= STABLE.toMillis()) {
                backoff.reset();
            }
            retry = loop.schedule(backoff.next(), ReconnectingLink.this::attempt);
            if (was) {
                listener().onDisconnected(cause);
            } else {
                listener().onConnectFailed(cause);
            }
        }

        @Override
        public void onMessage(String topic, byte[] payload, boolean dup, boolean retained) {
            if (this == current) {
                listener().onMessage(topic, payload, dup, retained);
            }
        }
    }
}
