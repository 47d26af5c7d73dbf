package io.mqboard.transport.internal.paho;

import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.internal.LinkFactory;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.link.RecordingListener;
import io.mqboard.transport.internal.link.ThreadEventLoop;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A real link on a real event loop, driven from a test's thread. */
final class LinkHarness implements AutoCloseable {
    final ThreadEventLoop loop = new ThreadEventLoop("mqboard-transport");
    final RecordingListener events = new RecordingListener();
    final MqttLink link;

    LinkHarness(BrokerOptions options) throws Exception {
        link = LinkFactory.open(options, loop);
    }

    LinkHarness start() {
        loop.execute(() -> link.start(events));
        return this;
    }

    /** Starts and waits for the connection. */
    LinkHarness connected() throws InterruptedException {
        start();
        String event = events.next();
        if (!event.equals("connected")) {
            throw new AssertionError(event);
        }
        return this;
    }

    /** Does something on the loop and waits for its future. */
    <T> T on(Supplier<CompletableFuture<T>> action) throws InterruptedException, ExecutionException, TimeoutException {
        return CompletableFuture.supplyAsync(action, loop::execute)
                .thenCompose(future -> future)
                .get(20, TimeUnit.SECONDS);
    }

    void subscribe(String filter, int qos) throws Exception {
        on(() -> link.subscribe(filter, qos));
    }

    void publish(String topic, String text, int qos, boolean retain) throws Exception {
        on(() -> link.publish(topic, text.getBytes(StandardCharsets.UTF_8), qos, retain));
    }

    @Override
    public void close() throws ExecutionException, TimeoutException {
        try {
            on(link::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            loop.stop();
        }
    }
}
