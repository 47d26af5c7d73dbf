package io.mqboard.transport;

import java.util.concurrent.CompletableFuture;

/**
 * A request under way.
 *
 * @param <T> what it yields
 */
public interface Call<T> {
    /**
     * The result, after all output was delivered. Fails with an {@link MqboardException} (as the cause of a {@code CompletionException}).
     * Cancelling this future does nothing to the board: use {@link #interrupt}.
     */
    CompletableFuture<T> result();

    /** Asks the board to stop it; the result then fails with {@link InterruptedCallException}. Never blocks. Idempotent. */
    void interrupt();
}
