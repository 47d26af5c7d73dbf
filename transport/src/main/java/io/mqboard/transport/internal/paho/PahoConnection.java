package io.mqboard.transport.internal.paho;

import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttConnector;
import io.mqboard.transport.internal.net.Dial;
import io.mqboard.transport.internal.net.Endpoint;
import io.mqboard.transport.internal.net.Failures;
import io.mqboard.transport.internal.net.PacketInput;
import io.mqboard.transport.internal.net.Phase;
import io.mqboard.transport.internal.net.TlsSetup;
import io.mqboard.transport.internal.net.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a Paho client of its own, which is thrown away afterwards.
 *
 * <p>All state lives on the event loop. Three kinds of other threads only report to it: {@code mqboard-connect} (reaches the broker), Paho's
 * reader (through the input it reads) and Paho's callback thread. What ends the connection first decides about the message; the rest finds
 * that it is over.
 */
final class PahoConnection implements MqttConnector.Connection {
    private static final Duration FLUSH = Duration.ofMillis(500);
    private static final Duration LAST_WORDS = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofMillis(900);

    private final EventLoop loop;
    private final BrokerOptions options;
    private final Failures failures;
    private final MqttConnector.Events events;
    private final Dial dial;
    private final EventLoop.Timer limit;

    private @Nullable MqttAsyncClient client;
    private @Nullable PahoRequests requests;
    private @Nullable Sender sender;
    private @Nullable KeepAlive keepAlive;
    private boolean accepted;
    private boolean over;

    PahoConnection(EventLoop loop, BrokerOptions options, @Nullable TlsSetup tls, MqttConnector.Events events) {
        this.loop = loop;
        this.options = options;
        this.events = events;
        Endpoint endpoint = new Endpoint(options.host(), options.port());
        failures = new Failures(endpoint, tls);
        dial = new Dial(endpoint, tls, options.connectTimeout());
        limit = loop.schedule(options.connectTimeout(), this::outOfTime);
    }

    void begin() {
        Thread thread = new Thread(this::connect, "mqboard-connect");
        thread.setDaemon(true);
        thread.start();
    }

    // ---- on the connecting thread ----

    private void connect() {
        try {
            PahoThreads threads = new PahoThreads();
            Wire wire = dial.connect(reason -> {
                loop.execute(() -> readerEnded(reason));
                threads.awaitStarted();
            });
            KeepAlive pings = new KeepAlive(loop, wire.input(), options.keepAlive(), this::silent);
            MqttAsyncClient made =
                    new MqttAsyncClient("tcp://127.0.0.1", ClientIds.random(), new MemoryPersistence(), pings, threads);
            Inbox inbox = new Inbox(loop, this::arrived);
            ShortWay shortWay = new ShortWay(inbox);
            wire.input().shortcut(shortWay);
            made.setCallback(new Callback(
                    inbox,
                    shortWay,
                    () -> loop.execute(this::overrun),
                    cause -> loop.execute(() -> libraryEnded(cause))));
            loop.execute(() -> {
                client = made;
                keepAlive = pings;
                sender = new Sender(loop, wire.output(), this::libraryEnded);
                requests = new PahoRequests(loop, made, shortWay, sender, this::describe);
            });
            Reply reply = new Reply(loop, token -> connected(shortWay), this::libraryEnded);
            made.connect(PahoOptions.of(options, wire, PahoRequests.MAX_WAITING), null, reply);
            threads.hasten();
        } catch (MqboardException e) {
            loop.execute(() -> end(e));
        } catch (MqttException | RuntimeException e) {
            loop.execute(() -> libraryEnded(e));
        }
    }

    // ---- on the event loop ----

    private void connected(ShortWay shortWay) {
        if (over) {
            return;
        }
        limit.cancel();
        accepted = true;
        events.onConnected();
        shortWay.ended();
    }

    private void arrived(String topic, byte[] payload, boolean dup, boolean retained) {
        if (!over && !topic.equals(PacketInput.OVERSIZE_TOPIC)) {
            events.onMessage(topic, payload, dup, retained);
        }
    }

    private void outOfTime() {
        Phase phase = dial.phase();
        end(failures.timedOut(phase, options.connectTimeout()));
    }

    private void readerEnded(@Nullable IOException reason) {
        Wire wire = dial.wire();
        end(accepted ? failures.lost(reason) : failures.beforeAccepted(wire == null ? null : wire.input(), reason));
    }

    private void libraryEnded(Throwable cause) {
        Throwable root = cause instanceof MqttException && cause.getCause() != null ? cause.getCause() : cause;
        IOException reason = root instanceof IOException io ? io : new IOException(root);
        // A write may fail before the broker's last words are read, which say more.
        EventLoop.Timer unused = loop.schedule(LAST_WORDS, () -> readerEnded(reason));
    }

    private MqboardException describe(Throwable failure) {
        return over ? new ConnectionLostException("the session was closed") : failures.lost(failure);
    }

    private void silent(Duration silence) {
        end(failures.silent(silence));
    }

    private void overrun() {
        end(new ConnectionLostException("messages come in faster than they are worked off"));
    }

    /** The first reason counts. */
    private void end(MqboardException cause) {
        if (!over) {
            dispose(cause);
            events.onEnded(cause);
        }
    }

    private void dispose(MqboardException cause) {
        over = true;
        limit.cancel();
        dial.abort();
        if (keepAlive != null) {
            keepAlive.stop();
        }
        if (sender != null) {
            sender.stop();
        }
        ConnectionLostException lost = new ConnectionLostException(String.valueOf(cause.getMessage()), cause);
        if (requests != null) {
            requests.failAll(lost);
        }
    }

    @Override
    public void abort(MqboardException cause) {
        if (!over) {
            dispose(cause);
        }
    }

    @Override
    public int room() {
        return over || requests == null ? 0 : requests.room();
    }

    @Override
    public Runnable receipt() {
        return over || requests == null ? () -> {} : requests.receipt();
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        return over || requests == null ? notConnected() : requests.publish(topic, payload, qos, retain);
    }

    @Override
    public CompletableFuture<int[]> subscribe(List<String> filters, List<Integer> qos) {
        return over || requests == null ? notConnected() : requests.subscribe(filters, qos);
    }

    @Override
    public CompletableFuture<Void> unsubscribe(String filter) {
        return over || requests == null ? notConnected() : requests.unsubscribe(filter);
    }

    private static <T> CompletableFuture<T> notConnected() {
        return CompletableFuture.failedFuture(new ConnectionLostException("not connected to the broker"));
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        MqttAsyncClient used = client;
        PahoRequests open = requests;
        if (over || !accepted || used == null || open == null) {
            abort(new ConnectFailedException("the session was closed"));
            closed.complete(null);
            return closed;
        }
        EventLoop.Timer guard = loop.schedule(CLOSE, () -> closed.complete(null));
        over = true;
        Object unused = open.directWritten().whenComplete((written, failure) -> sayGoodbye(used, closed));
        return closed.whenComplete((ok, failure) -> {
            guard.cancel();
            dispose(new ConnectionLostException("the session was closed"));
        });
    }

    private void sayGoodbye(MqttAsyncClient used, CompletableFuture<Void> closed) {
        Reply reply = new Reply(loop, token -> closed.complete(null), failure -> closed.complete(null));
        try {
            used.disconnect(FLUSH.toMillis(), null, reply);
        } catch (MqttException | RuntimeException e) {
            closed.complete(null);
        }
    }
}
