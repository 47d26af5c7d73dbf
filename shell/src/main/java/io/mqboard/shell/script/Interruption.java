package io.mqboard.shell.script;

import io.mqboard.transport.Call;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does to a command that waits. The first asks the board to stop, the second ends the waiting. It stays asked for until the
 * prompt is there again, so that a command of many calls ends, too, and a script of many statements.
 */
final class Interruption {
    // The three are guarded by this; nothing is called while it is held.
    private @Nullable Call<?> call;
    private @Nullable CompletableFuture<?> waiting;
    private boolean asked;

    /** A statement begins: what was asked before is over. */
    synchronized void reset() {
        asked = false;
    }

    /** Whether the end was asked for since the last {@link #reset}. */
    synchronized boolean asked() {
        return asked;
    }

    /** For any thread; never blocks. */
    void request() {
        Call<?> running;
        CompletableFuture<?> toEnd;
        synchronized (this) {
            running = asked ? null : call;
            toEnd = waiting;
            asked = true;
        }
        if (running != null) {
            running.interrupt();
        } else if (toEnd != null) {
            toEnd.cancel(false);
        }
    }

    /** Ends the waiting with an error that comes from elsewhere. */
    void fail(MqboardException cause) {
        CompletableFuture<?> toEnd;
        synchronized (this) {
            toEnd = waiting;
        }
        if (toEnd != null) {
            toEnd.completeExceptionally(cause);
        }
    }

    /** Waits for the future, which belongs to the call if there is one. */
    <T> T await(CompletableFuture<T> future, @Nullable Call<T> of) throws MqboardException {
        CompletableFuture<T> own = future.copy();
        boolean already;
        synchronized (this) {
            call = of;
            waiting = own;
            already = asked;
        }
        try {
            if (already) {
                if (of == null) {
                    throw interrupted();
                }
                of.interrupt();
            }
            return own.get();
        } catch (CancellationException e) {
            throw interrupted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException e) {
            throw unwrap(e);
        } finally {
            synchronized (this) {
                call = null;
                waiting = null;
            }
        }
    }

    private static MqboardException interrupted() {
        return new InterruptedCallException("interrupted");
    }

    private static MqboardException unwrap(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause instanceof java.util.concurrent.CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof MqboardException known) {
            return known;
        }
        if (cause instanceof CancellationException) {
            return interrupted();
        }
        throw new IllegalStateException(cause);
    }
}
