package io.mqboard.shell.doctor;

import io.mqboard.shell.command.Context;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.Subscription;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Messages that the broker sends back to their sender, on a topic that nobody else knows. */
final class Echo implements AutoCloseable {
    private final Context context;
    private final BrokerSession session;
    private final String topic = "mqboard/probe/"
            + HexFormat.of().toHexDigits(new Random().nextLong()).substring(4);
    private final AtomicInteger back = new AtomicInteger();
    private final Subscription subscription;
    private final Duration limit;
    private volatile int wanted;
    private volatile CompletableFuture<Void> enough = new CompletableFuture<>();

    Echo(Context context, BrokerSession session, Duration limit) throws MqboardException {
        this.context = context;
        this.session = session;
        this.limit = limit;
        subscription = session.subscribe(topic, (on, payload, retained) -> came());
    }

    private void came() {
        if (back.incrementAndGet() >= wanted) {
            enough.complete(null);
        }
    }

    String topic() {
        return topic;
    }

    /** Whether the broker lets this user subscribe to the topic; says at once why not. */
    @Nullable
    String refusal() throws MqboardException {
        try {
            context.await(within(subscription.granted()));
            return null;
        } catch (ConnectRefusedException e) {
            return e.getMessage();
        }
    }

    /** Sends messages together; how many came back within the limit. */
    int send(int count, int bytes) throws MqboardException {
        back.set(0);
        wanted = count;
        enough = new CompletableFuture<>();
        byte[] payload = new byte[bytes];
        for (int i = 0; i < count; i++) {
            // A message that cannot be sent does not come back.
            var unused = session.publish(topic, payload, 0, false);
        }
        context.await(within(enough));
        return Math.min(back.get(), count);
    }

    /** Whether the broker keeps a retained message for a later subscriber. */
    boolean retains() throws MqboardException {
        String kept = topic + "/kept";
        context.await(within(session.publish(kept, new byte[] {1}, 1, true).exceptionally(failure -> null)));
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (Subscription late = session.subscribe(kept, (on, payload, retained) -> seen.complete(null))) {
            context.await(within(late.granted().exceptionally(failure -> null)));
            context.await(within(seen));
            return seen.isDone();
        } finally {
            var unused = session.publish(kept, new byte[0], 1, true);
        }
    }

    /** Done with the future, or when there was time enough; never fails for the latter. */
    private CompletableFuture<Void> within(CompletableFuture<Void> future) {
        return future.copy().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
