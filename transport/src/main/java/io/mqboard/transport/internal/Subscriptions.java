package io.mqboard.transport.internal;

import io.mqboard.transport.MessageListener;
import io.mqboard.transport.Subscription;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.link.TopicFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The subscriptions that callers have made for themselves. On the loop, except where a method says otherwise. */
final class Subscriptions {
    private final EventLoop loop;
    private final MqttLink link;
    private final Executor delivery;
    private final List<Entry> entries = new ArrayList<>();

    Subscriptions(EventLoop loop, MqttLink link, Executor delivery) {
        this.loop = loop;
        this.link = link;
        this.delivery = delivery;
    }

    /** Makes one. For any thread. */
    Subscription add(String filter, MessageListener listener) {
        Entry entry = new Entry(filter, new WaitingMessages(listener, delivery));
        loop.execute(entry::begin);
        return entry;
    }

    /** A message came: hands it to all whom it concerns. */
    void onMessage(String topic, byte[] payload, boolean retained) {
        for (Entry entry : entries) {
            if (TopicFilters.matches(entry.filter, topic)) {
                entry.messages.put(topic, payload, retained);
            }
        }
    }

    private final class Entry implements Subscription {
        private final String filter;
        private final WaitingMessages messages;
        private final CompletableFuture<Void> granted = new CompletableFuture<>();

        Entry(String filter, WaitingMessages messages) {
            this.filter = filter;
            this.messages = messages;
        }

        void begin() {
            entries.add(this);
            Object unused = link.subscribe(filter, 0)
                    .whenComplete((done, failure) -> delivery.execute(() -> {
                        if (failure == null) {
                            granted.complete(null);
                        } else {
                            granted.completeExceptionally(failure);
                        }
                    }));
        }

        @Override
        public CompletableFuture<Void> granted() {
            return granted;
        }

        @Override
        public void close() {
            loop.execute(this::end);
        }

        private void end() {
            boolean mine = entries.remove(this);
            messages.close();
            // The same filter may be somebody else's, too.
            if (mine && entries.stream().noneMatch(entry -> entry.filter.equals(filter))) {
                Object unused = link.unsubscribe(filter);
            }
        }
    }
}
