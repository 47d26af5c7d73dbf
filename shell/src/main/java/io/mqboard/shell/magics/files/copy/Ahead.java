package io.mqboard.shell.magics.files.copy;

import io.mqboard.transport.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Calls that are waited for one after the other, but begun some ahead, so that not each of them costs a round trip. Whoever stops before the
 * last one closes this: what was begun is interrupted.
 */
public final class Ahead<T> implements AutoCloseable {
    /** A board takes four requests of a client at a time. */
    private static final int CALLS = 4;

    private final int count;
    private final IntPredicate mayBeAhead;
    private final IntFunction<Call<T>> begin;
    private final Deque<Call<T>> begun = new ArrayDeque<>();
    private int next;

    /**
     * Calls by their number.
     *
     * @param mayBeAhead which of them may be begun while one before is waited for, and need not be alone
     * @param begin makes one; asked once for each, in order
     */
    public Ahead(int count, IntPredicate mayBeAhead, IntFunction<Call<T>> begin) {
        this.count = count;
        this.mayBeAhead = mayBeAhead;
        this.begin = begin;
    }

    /** The call whose turn it is: to be asked {@code count} times, when the one before has ended. */
    public Call<T> next() {
        if (begun.isEmpty()) {
            begun.add(begin.apply(next++));
        }
        Call<T> call = begun.remove();
        while (next < count
                && begun.size() < CALLS - 1
                && mayBeAhead.test(next)
                && (begun.size() > 0 || mayBeAhead.test(next - 1))) {
            begun.add(begin.apply(next++));
        }
        return call;
    }

    @Override
    public void close() {
        begun.forEach(Call::interrupt);
    }
}
