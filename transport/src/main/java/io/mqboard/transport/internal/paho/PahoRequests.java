package io.mqboard.transport.internal.paho;

import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.LinkFullException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/** What one Paho client was asked to do and has not done yet. Lives on the event loop. */
final class PahoRequests {
    /** Publishes that may wait for the network or for the broker. */
    static final int MAX_WAITING = 256;

    /** Bytes of them. */
    static final long MAX_WAITING_BYTES = 4L << 20;

    /** So many bytes that the broker may not have taken yet fit into the smallest buffer of a system several times. */
    private static final int SURE_BYTES = 4096;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** Something that Paho does without blocking. */
    private interface Action {
        void begin(Reply reply) throws MqttException;
    }

    private final EventLoop loop;
    private final MqttAsyncClient client;
    private final ShortWay shortWay;
    private final Sender sender;
    private final Function<Throwable, Exception> describe;
    private final Map<Long, CompletableFuture<?>> pending = new LinkedHashMap<>();
    private long nextNumber;
    private int waiting;
    private long waitingBytes;
    private int direct;
    private CompletableFuture<Void> lastDirect = DONE;
    private long published;
    private long taken;

    /** @param describe makes a good exception of what Paho throws */
    PahoRequests(
            EventLoop loop,
            MqttAsyncClient client,
            ShortWay shortWay,
            Sender sender,
            Function<Throwable, Exception> describe) {
        this.loop = loop;
        this.client = client;
        this.shortWay = shortWay;
        this.sender = sender;
        this.describe = describe;
    }

    int room() {
        return waitingBytes >= MAX_WAITING_BYTES ? 0 : MAX_WAITING - waiting;
    }

    CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        if (room() == 0) {
            return CompletableFuture.failedFuture(new LinkFullException("too much is waiting for the network"));
        }
        published += payload.length + topic.length();
        if (qos == 0
                && pending.isEmpty()
                && published - taken <= SURE_BYTES
                && sender.sendNow(topic, payload, retain)) {
            return DONE;
        }
        waiting++;
        waitingBytes += payload.length;
        CompletableFuture<Void> done = new CompletableFuture<>();
        var unused = done.whenComplete((nothing, failure) -> {
            waiting--;
            waitingBytes -= payload.length;
        });
        // Nothing is overtaken: a subscription, for instance, must be out before what asks for an answer.
        if (qos == 0 && pending.size() == direct) {
            return direct(topic, payload, retain, done);
        }
        MqttMessage message = new MqttMessage(payload);
        message.setQos(qos);
        message.setRetained(retain);
        return request(done, token -> null, reply -> client.publish(topic, message, null, reply));
    }

    private CompletableFuture<Void> direct(String topic, byte[] payload, boolean retain, CompletableFuture<Void> done) {
        long number = nextNumber++;
        pending.put(number, done);
        direct++;
        var unused = done.whenComplete((nothing, failure) -> {
            pending.remove(number);
            direct--;
        });
        lastDirect = done;
        sender.send(topic, payload, retain, done);
        return done;
    }

    CompletableFuture<int[]> subscribe(List<String> filters, List<Integer> qos) {
        int[] wanted = qos.stream().mapToInt(Integer::intValue).toArray();
        String[] names = filters.toArray(new String[0]);
        shortWay.begun();
        CompletableFuture<int[]> done = new CompletableFuture<>();
        var unused = done.whenComplete((granted, failure) -> shortWay.ended());
        return request(done, IMqttToken::getGrantedQos, reply -> client.subscribe(names, wanted, null, reply));
    }

    CompletableFuture<Void> unsubscribe(String filter) {
        return request(new CompletableFuture<>(), token -> null, reply -> client.unsubscribe(filter, null, reply));
    }

    /** To be run when it is known that the broker has taken all that was published up to now. */
    Runnable receipt() {
        long position = published;
        return () -> taken = Math.max(taken, position);
    }

    /** Done when all that does not go through Paho is written. */
    CompletableFuture<Void> directWritten() {
        return lastDirect;
    }

    /** Fails all that is open. */
    void failAll(ConnectionLostException cause) {
        List<CompletableFuture<?>> open = List.copyOf(pending.values());
        pending.clear();
        open.forEach(future -> future.completeExceptionally(cause));
    }

    /** Registers a future, then lets Paho begin. */
    private <T> CompletableFuture<T> request(CompletableFuture<T> done, Function<IMqttToken, T> result, Action action) {
        long number = nextNumber++;
        pending.put(number, done);
        Reply reply = new Reply(
                loop,
                token -> {
                    pending.remove(number);
                    done.complete(result.apply(token));
                },
                failure -> fail(number, done, failure));
        try {
            action.begin(reply);
        } catch (MqttException | IllegalArgumentException e) {
            fail(number, done, e);
        }
        return done;
    }

    private void fail(long number, CompletableFuture<?> done, Throwable failure) {
        pending.remove(number);
        done.completeExceptionally(failure instanceof IllegalArgumentException ? failure : describe.apply(failure));
    }
}
