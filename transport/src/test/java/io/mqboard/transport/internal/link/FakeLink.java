package io.mqboard.transport.internal.link;

import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A link without network, for tests: it records what is published and subscribed, and the test plays the broker. Everything happens on the
 * caller's thread; {@link #connect}, {@link #deliver} and {@link #lose} call the listener at once.
 */
public final class FakeLink implements MqttLink {
    /** What was published. */
    public record Message(String topic, byte[] payload, int qos, boolean retain) {}

    /** Everything published so far, in order; a test may clear it. */
    public final List<Message> published = new ArrayList<>();

    /** Subscriptions that hold now: filter and QoS. */
    public final Map<String, Integer> subscriptions = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<Void>> unanswered = new LinkedHashMap<>();
    private final List<CompletableFuture<Void>> held = new ArrayList<>();
    private Consumer<Message> broker = message -> {};
    private Listener listener;
    private boolean connected;
    private boolean connectedBefore;
    private boolean closed;
    private boolean hold;
    private int room = 100;

    /** Called about each message as it is published, as a broker would see it; may call {@link #deliver}. */
    public void onPublish(Consumer<Message> taker) {
        broker = taker;
    }

    /** While on, published messages are recorded but their futures stay open; switching it off completes them. */
    public void holdPublishes(boolean on) {
        hold = on;
        if (!on) {
            List<CompletableFuture<Void>> done = new ArrayList<>(held);
            held.clear();
            done.forEach(future -> future.complete(null));
        }
    }

    /** Sets what {@link #room} answers while connected. */
    public void setRoom(int messages) {
        room = messages;
    }

    /** The broker is there: open subscriptions are granted, the listener is told. */
    public void connect() {
        connected = true;
        List<CompletableFuture<Void>> granted = new ArrayList<>(unanswered.values());
        unanswered.clear();
        granted.forEach(future -> future.complete(null));
        boolean again = connectedBefore;
        connectedBefore = true;
        listener.onConnected(again);
    }

    /** The connection is lost. */
    public void lose(String why) {
        connected = false;
        ConnectionLostException cause = new ConnectionLostException(why);
        failHeld(cause);
        listener.onDisconnected(cause);
    }

    /** An attempt to connect fails. */
    public void fail(MqboardException cause) {
        listener.onConnectFailed(cause);
    }

    /** A message from the broker; dropped unless a subscription matches, as a broker would. */
    public void deliver(String topic, byte[] payload, boolean dup, boolean retained) {
        if (connected && subscriptions.keySet().stream().anyMatch(filter -> TopicFilters.matches(filter, topic))) {
            listener.onMessage(topic, payload, dup, retained);
        }
    }

    /** A message that is neither a repetition nor retained. */
    public void deliver(String topic, byte[] payload) {
        deliver(topic, payload, false, false);
    }

    /** The broker refuses a subscription that is waiting for its answer. */
    public void refuse(String filter) {
        subscriptions.remove(filter);
        CompletableFuture<Void> future = unanswered.remove(filter);
        future.completeExceptionally(new ConnectRefusedException("the broker refused to subscribe to " + filter));
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public void start(Listener taker) {
        listener = taker;
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        if (!connected) {
            return CompletableFuture.failedFuture(new ConnectionLostException("not connected"));
        }
        if (room <= held.size()) {
            return CompletableFuture.failedFuture(new LinkFullException("full"));
        }
        Message message = new Message(topic, payload, qos, retain);
        CompletableFuture<Void> future = new CompletableFuture<>();
        if (hold) {
            held.add(future);
        } else {
            future.complete(null);
        }
        published.add(message);
        broker.accept(message);
        return future;
    }

    @Override
    public int room() {
        return connected ? Math.max(0, room - held.size()) : 0;
    }

    /** Granted at once when connected. */
    @Override
    public CompletableFuture<Void> subscribe(String filter, int qos) {
        subscriptions.put(filter, qos);
        if (connected) {
            return CompletableFuture.completedFuture(null);
        }
        return unanswered.computeIfAbsent(filter, unused -> new CompletableFuture<>());
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
        subscriptions.remove(filter);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> close() {
        closed = true;
        connected = false;
        failHeld(new ConnectionLostException("the session was closed"));
        return CompletableFuture.completedFuture(null);
    }

    private void failHeld(ConnectionLostException cause) {
        List<CompletableFuture<Void>> lost = new ArrayList<>(held);
        held.clear();
        lost.forEach(future -> future.completeExceptionally(cause));
    }
}
