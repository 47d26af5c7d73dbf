package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.internal.board.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What pieces of work in several steps have in common. */
final class Steps {
    /** Resets of the board in a row without any progress between them. */
    private static final int MAX_RESETS = 5;

    private final Context context;
    private int resets;

    Steps(Context context) {
        this.context = context;
    }

    /** Something that reads files. */
    interface Work<T> {
        T run() throws LocalFileException;
    }

    /** Runs something on the work thread. Completed on the delivery thread. */
    <T> CompletableFuture<T> onWork(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.work().execute(() -> {
            try {
                T value = work.run();
                context.delivery().execute(() -> result.complete(value));
            } catch (LocalFileException | RuntimeException e) {
                context.delivery().execute(() -> result.completeExceptionally(e));
            }
        });
        return result;
    }

    /** Runs steps that find out by themselves how far they came, and again when the board was reset meanwhile. */
    <T> CompletableFuture<T> resuming(Supplier<CompletableFuture<T>> steps) {
        return resuming(steps, cause -> false);
    }

    /** The same, and also after other failures that {@code again} knows. */
    <T> CompletableFuture<T> resuming(Supplier<CompletableFuture<T>> steps, Predicate<Throwable> again) {
        return steps.get().exceptionallyCompose(failure -> {
            Throwable cause = unwrapped(failure);
            boolean passing = cause instanceof BoardResetException || again.test(cause);
            return passing && ++resets <= MAX_RESETS ? resuming(steps, again) : CompletableFuture.failedFuture(cause);
        });
    }

    /** Something is done for good: resets before it no longer count. */
    void progressed() {
        resets = 0;
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @SuppressWarnings("NullAway") // The value of a Void is null.
    static Void nothing() {
        return null;
    }
}
