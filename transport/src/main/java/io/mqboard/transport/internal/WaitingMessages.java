package io.mqboard.transport.internal;

import io.mqboard.transport.MessageListener;
import io.mqboard.transport.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** Messages that wait for their listener, the oldest of which go when there are too many. Safe for use by many threads. */
final class WaitingMessages {
    /** After so many the others on the delivery thread have their turn. */
    private static final int TOGETHER = 256;

    private static final class Message {
        final String topic;
        final byte[] payload;
        final boolean retained;

        Message(String topic, byte[] payload, boolean retained) {
            this.topic = topic;
            this.payload = payload;
            this.retained = retained;
        }
    }

    private final MessageListener listener;
    private final Executor delivery;
    // All below is guarded by this; nothing is called while it is held.
    private final Deque<Message> waiting = new ArrayDeque<>();
    private long bytes;
    private long lost;
    private boolean scheduled;
    private boolean closed;

    WaitingMessages(MessageListener listener, Executor delivery) {
        this.listener = listener;
        this.delivery = delivery;
    }

    void put(String topic, byte[] payload, boolean retained) {
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.add(new Message(topic, payload, retained));
            bytes += payload.length;
            while (waiting.size() > Subscription.MAX_WAITING
                    || (bytes > Subscription.MAX_WAITING_BYTES && waiting.size() > 1)) {
                bytes -= waiting.remove().payload.length;
                lost++;
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        delivery.execute(this::deliver);
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        bytes = 0;
    }

    private void deliver() {
        List<Message> some = new ArrayList<>();
        long missing;
        synchronized (this) {
            while (!waiting.isEmpty() && some.size() < TOGETHER) {
                Message message = waiting.remove();
                bytes -= message.payload.length;
                some.add(message);
            }
            missing = lost;
            lost = 0;
        }
        try {
            if (missing > 0) {
                listener.lost(missing);
            }
            for (Message message : some) {
                listener.message(message.topic, message.payload, message.retained);
            }
        } finally {
            goOn();
        }
    }

    private void goOn() {
        synchronized (this) {
            scheduled = !waiting.isEmpty();
            if (!scheduled) {
                return;
            }
        }
        delivery.execute(this::deliver);
    }
}
