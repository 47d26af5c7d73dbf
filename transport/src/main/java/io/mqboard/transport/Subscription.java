package io.mqboard.transport;

import java.util.concurrent.CompletableFuture;

/** Messages of a topic filter on their way to a {@link MessageListener}, also after the connection was lost and came back. */
public interface Subscription extends AutoCloseable {
    /** Messages that wait for the listener; more are thrown away, the oldest first. */
    int MAX_WAITING = 4096;

    /** Bytes of payload that wait for the listener. */
    int MAX_WAITING_BYTES = 1 << 20;

    /**
     * Done, on the delivery thread, when the broker has granted it; fails with {@link ConnectRefusedException} if it refuses.
     */
    CompletableFuture<Void> granted();

    /** Ends it. The listener may still be called with a message that is on its way. Idempotent, never blocks. */
    @Override
    void close();
}
