package io.mqboard.transport.internal.board;

import io.mqboard.transport.Call;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.link.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call: a future that is completed on the delivery thread, and a way to stop what feeds it. */
public final class CallImpl<T> implements Call<T> {
    private final EventLoop loop;
    private final Delivery delivery;
    private final CompletableFuture<T> result;
    private @Nullable Runnable interrupter;
    private boolean interrupted;

    public CallImpl(EventLoop loop, Delivery delivery) {
        this.loop = loop;
        this.delivery = delivery;
        result = new Result<>(delivery);
    }

    @Override
    public CompletableFuture<T> result() {
        return result;
    }

    @Override
    public void interrupt() {
        loop.execute(() -> {
            interrupted = true;
            if (interrupter != null) {
                interrupter.run();
            }
        });
    }

    /** Says how to stop what runs now; at once if the caller has asked for that already. On the loop. */
    public void interruptBy(Runnable how) {
        interrupter = how;
        if (interrupted) {
            how.run();
        }
    }

    /** Whether the caller has asked to stop. On the loop. */
    public boolean interrupted() {
        return interrupted;
    }

    /** Completes the result, after everything that was handed to the delivery thread before. From any thread. */
    public void succeed(T value) {
        delivery.execute(result, () -> result.complete(value));
    }

    /** Fails the result, after everything that was handed to the delivery thread before. From any thread. */
    public void fail(Throwable cause) {
        delivery.execute(result, () -> result.completeExceptionally(cause));
    }

    /** Fails the result; the cause is one that callers know. */
    public void failWith(MqboardException cause) {
        fail(cause);
    }
}
