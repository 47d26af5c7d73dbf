package io.mqboard.shell.magics.files.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mqboard.transport.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Which calls are begun when. */
class AheadTest {
    /** A call that only remembers. */
    private static final class Recorded implements Call<Integer> {
        private final CompletableFuture<Integer> result = new CompletableFuture<>();
        private int interrupts;

        @Override
        public CompletableFuture<Integer> result() {
            return result;
        }

        @Override
        public void interrupt() {
            interrupts++;
        }
    }

    private final List<Recorded> begun = new ArrayList<>();

    private Ahead<Integer> ahead(int count, IntPredicate mayBeAhead) {
        return new Ahead<>(count, mayBeAhead, index -> {
            assertEquals(begun.size(), index);
            Recorded call = new Recorded();
            begun.add(call);
            return call;
        });
    }

    @Test
    void fourAreUnderWay_andTheyComeInOrder() {
        try (Ahead<Integer> calls = ahead(6, index -> true)) {
            for (int i = 0; i < 6; i++) {
                Call<Integer> call = calls.next();
                assertSame(begun.get(i), call);
                assertEquals(Math.min(6, i + 4), begun.size());
            }
        }
    }

    @Test
    void oneThatMustBeAlone_isAlone() {
        try (Ahead<Integer> calls = ahead(5, index -> index != 2)) {
            calls.next();
            assertEquals(2, begun.size());
            calls.next();
            assertEquals(2, begun.size());
            calls.next();
            assertEquals(3, begun.size());
            calls.next();
            assertEquals(5, begun.size());
        }
    }

    @Test
    void close_interruptsWhatNobodyWaitsFor() {
        try (Ahead<Integer> calls = ahead(9, index -> true)) {
            calls.next();
            calls.next();
        }
        assertEquals(
                List.of(0, 0, 1, 1, 1),
                begun.stream().map(call -> call.interrupts).toList());
    }
}
