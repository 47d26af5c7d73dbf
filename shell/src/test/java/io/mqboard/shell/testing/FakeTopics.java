package io.mqboard.shell.testing;

import io.mqboard.transport.MessageListener;
import io.mqboard.transport.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a broker does with messages: hands them at once to the subscriptions that match. */
public final class FakeTopics {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Subscribes. */
    public Subscription subscribe(String filter, MessageListener listener) {
        String pattern = filter.replace("+", "[^/]*").replace("/#", "(/.*)?").replace("#", ".*");
        Entry entry = new Entry(pattern, listener);
        entries.add(entry);
        return entry;
    }

    /** A message comes. */
    public void publish(String topic, byte[] payload) {
        for (Entry entry : entries) {
            if (topic.matches(entry.pattern)) {
                entry.listener.message(topic, payload, false);
            }
        }
    }

    /** A message of text comes. */
    public void say(String topic, String text) {
        publish(topic, text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many subscriptions there are. */
    public int count() {
        return entries.size();
    }

    private final class Entry implements Subscription {
        private final String pattern;
        private final MessageListener listener;

        Entry(String pattern, MessageListener listener) {
            this.pattern = pattern;
            this.listener = listener;
        }

        @Override
        public CompletableFuture<Void> granted() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            entries.remove(this);
        }
    }
}
