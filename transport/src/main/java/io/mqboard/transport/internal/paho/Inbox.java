package io.mqboard.transport.internal.paho;

import io.mqboard.transport.internal.link.EventLoop;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages on their way from Paho's callback thread to the event loop. The callback thread never waits here: a callback that waits stops
 * acknowledgements and pings too. Memory is bounded instead. When the loop lags, messages of QoS 0 above the first limit are thrown away, as
 * a broker would do (whoever uses QoS 0 repeats by himself); if that is not enough, the connection has to go, because a message of QoS 1 must
 * not vanish: after reconnecting, the retained ones come again.
 */
final class Inbox {
    /** Beyond this many waiting bytes QoS 0 is thrown away; beyond twice as many the inbox is overrun. */
    static final long LIMIT_BYTES = 8L << 20;

    /** What an empty message takes. */
    private static final int OVERHEAD_BYTES = 128;

    private static final int BATCH = 64;

    /** Takes messages on the event loop. */
    interface Taker {
        void message(String topic, byte[] payload, boolean dup, boolean retained);
    }

    private static final class Message {
        final String topic;
        final byte[] payload;
        final boolean dup;
        final boolean retained;

        Message(String topic, byte[] payload, boolean dup, boolean retained) {
            this.topic = topic;
            this.payload = payload;
            this.dup = dup;
            this.retained = retained;
        }

        long cost() {
            return OVERHEAD_BYTES + 2L * topic.length() + payload.length;
        }
    }

    private final EventLoop loop;
    private final Taker taker;
    private final ConcurrentLinkedQueue<Message> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();

    Inbox(EventLoop loop, Taker taker) {
        this.loop = loop;
        this.taker = taker;
    }

    /** Hands a message over. False if the inbox is overrun: then the connection is to be cut. */
    boolean put(String topic, byte[] payload, int qos, boolean dup, boolean retained) {
        Message message = new Message(topic, payload, dup, retained);
        long now = waitingBytes.get();
        if (now > LIMIT_BYTES && qos == 0) {
            dropped.incrementAndGet();
            return true;
        }
        if (now > 2 * LIMIT_BYTES) {
            return false;
        }
        waitingBytes.addAndGet(message.cost());
        waiting.add(message);
        if (scheduled.compareAndSet(false, true)) {
            loop.run(this::drain);
        }
        return true;
    }

    /** Messages of QoS 0 thrown away so far. */
    long dropped() {
        return dropped.get();
    }

    /** Hands on a number of messages, then lets the loop's other tasks have their turn. */
    private void drain() {
        for (int i = 0; i < BATCH; i++) {
            Message message = waiting.poll();
            if (message == null) {
                scheduled.set(false);
                if (waiting.isEmpty() || !scheduled.compareAndSet(false, true)) {
                    return;
                }
                break;
            }
            waitingBytes.addAndGet(-message.cost());
            try {
                taker.message(message.topic, message.payload, message.dup, message.retained);
            } catch (RuntimeException | Error e) {
                loop.execute(this::drain);
                throw e;
            }
        }
        loop.execute(this::drain);
    }
}
