package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.Context;
import io.mqboard.transport.internal.link.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Waits while the board is busy with the same files. Another client's will be there soon, and what was given up the board forgets after some
 * seconds; both are worth waiting for. The delivery thread's.
 */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Context context;
    private final CallImpl<?> call;
    private long firstBusyMillis = -1;

    Patience(Context context, CallImpl<?> call) {
        this.context = context;
        this.call = call;
    }

    /** Runs steps that find out by themselves how far they came, and again as long as the board is busy. */
    <T> CompletableFuture<T> with(Supplier<CompletableFuture<T>> steps) {
        return steps.get().exceptionallyCompose(failure -> {
            Throwable cause = Steps.unwrapped(failure);
            boolean busy =
                    cause instanceof BoardErrorException error && error.code().equals("busy");
            return busy && !exhausted()
                    ? pause().thenCompose(ok -> with(steps))
                    : CompletableFuture.failedFuture(cause);
        });
    }

    /** Something has arrived: the waiting begins anew. */
    void progressed() {
        firstBusyMillis = -1;
    }

    private boolean exhausted() {
        long now = context.loop().nowMillis();
        if (firstBusyMillis < 0) {
            firstBusyMillis = now;
        }
        return now - firstBusyMillis >= context.replyTimeoutMillis();
    }

    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        context.loop().execute(() -> {
            EventLoop.Timer timer =
                    context.loop().schedule(PAUSE, () -> context.delivery().execute(() -> over.complete(null)));
            call.interruptBy(() -> {
                timer.cancel();
                context.delivery()
                        .execute(() -> over.completeExceptionally(
                                new InterruptedCallException("interrupted while the board was busy")));
            });
        });
        return over;
    }
}
