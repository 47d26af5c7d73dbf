package io.mqboard.shell.testing;

import io.mqboard.transport.Call;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import java.util.concurrent.CompletableFuture;

/** A call that a test ends, or that has ended at once. */
public final class FakeCall<T> implements Call<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile boolean interrupted;

    /** A call that has ended well. */
    public static <T> FakeCall<T> done(T value) {
        FakeCall<T> call = new FakeCall<>();
        call.result.complete(value);
        return call;
    }

    /** A call that has failed. */
    public static <T> FakeCall<T> failed(MqboardException cause) {
        FakeCall<T> call = new FakeCall<>();
        call.result.completeExceptionally(cause);
        return call;
    }

    @Override
    public CompletableFuture<T> result() {
        return result;
    }

    @Override
    public void interrupt() {
        interrupted = true;
        result.completeExceptionally(new InterruptedCallException("interrupted"));
    }

    public boolean interrupted() {
        return interrupted;
    }
}
