package io.mqboard.transport.internal;

import io.mqboard.transport.SessionStatistics;
import io.mqboard.transport.internal.board.Counts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what a session does. Written on the loop, read by any thread. */
final class Traffic {
    private final InstantSource clock;
    private final Instant since;
    private final AtomicLong messagesSent = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong messagesReceived = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private volatile @Nullable Instant connectedSince;

    Traffic(InstantSource clock) {
        this.clock = clock;
        since = clock.instant();
    }

    void message(boolean outgoing, String topic, byte[] payload) {
        (outgoing ? messagesSent : messagesReceived).incrementAndGet();
        (outgoing ? bytesSent : bytesReceived).addAndGet(topic.length() + (long) payload.length);
    }

    void connected() {
        connections.incrementAndGet();
        connectedSince = clock.instant();
    }

    void disconnected() {
        connectedSince = null;
    }

    SessionStatistics with(Counts counts) {
        return new SessionStatistics(
                since,
                connectedSince,
                connections.get(),
                messagesSent.get(),
                bytesSent.get(),
                messagesReceived.get(),
                bytesReceived.get(),
                counts.requests(),
                counts.repeats());
    }
}
