package io.mqboard.transport.internal.board;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The future of a call: who waits for it helps with its delivery. */
final class Result<T> extends CompletableFuture<T> {
    /** As good as for ever, and still far from an overflow of the clock. */
    private static final long LONG_NANOS = TimeUnit.DAYS.toNanos(365);

    private final Delivery delivery;

    Result(Delivery delivery) {
        this.delivery = delivery;
        Object unused = whenComplete((value, failure) -> delivery.ended(this));
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        delivery.help(this, LONG_NANOS);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + Math.min(LONG_NANOS, unit.toNanos(timeout));
        delivery.help(this, end - System.nanoTime());
        return super.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** What is made of this one is a usual future: its end is not that of the call. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
