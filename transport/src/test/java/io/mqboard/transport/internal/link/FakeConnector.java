package io.mqboard.transport.internal.link;

import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A connector whose connections a test plays by hand. */
final class FakeConnector implements MqttConnector {
    /** One connection that the link asked for. */
    static final class FakeConnection implements Connection {
        final Events events;
        final List<String> subscribed = new ArrayList<>();
        final List<CompletableFuture<int[]>> answers = new ArrayList<>();
        final List<String> published = new ArrayList<>();
        boolean closed;
        MqboardException aborted;

        FakeConnection(Events events) {
            this.events = events;
        }

        @Override
        public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
            published.add(topic);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public int room() {
            return 7;
        }

        @Override
        public CompletableFuture<int[]> subscribe(List<String> filters, List<Integer> qos) {
            subscribed.add(filters + " " + qos);
            CompletableFuture<int[]> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        @Override
        public CompletableFuture<Void> unsubscribe(String filter) {
            subscribed.add("-" + filter);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> close() {
            closed = true;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void abort(MqboardException cause) {
            aborted = cause;
        }

        void lose() {
            ConnectionLostException cause = new ConnectionLostException("gone");
            answers.forEach(answer -> answer.completeExceptionally(cause));
            events.onEnded(cause);
        }
    }

    final List<FakeConnection> connections = new ArrayList<>();

    @Override
    public Connection connect(Events events) {
        FakeConnection connection = new FakeConnection(events);
        connections.add(connection);
        return connection;
    }

    FakeConnection last() {
        return connections.get(connections.size() - 1);
    }
}
