package io.mqboard.shell.top;

import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.Call;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.OutputListener.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks one board now and then for its free heap, which also tells how long it takes to answer. Asked by one thread, answered on the session's
 * delivery thread.
 */
final class BoardPulse {
    private static final String QUESTION = "__import__('gc').mem_free()";
    private static final int HISTORY = 8;

    private final Board board;
    // All below is guarded by this.
    private final Deque<Long> heap = new ArrayDeque<>();
    private @Nullable CompletableFuture<Void> open;
    private long askedNanos;
    private boolean asked;
    private long micros = -1;

    BoardPulse(Board board) {
        this.board = board;
    }

    /** Asks if the last answer is there and old enough. Done with the answer, or with what came instead. */
    CompletableFuture<Void> ask(long nowNanos, long everyNanos) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        synchronized (this) {
            if (open != null) {
                return open;
            }
            if (asked && nowNanos - askedNanos < everyNanos) {
                return CompletableFuture.completedFuture(null);
            }
            asked = true;
            askedNanos = nowNanos;
            open = answered;
        }
        StringBuilder value = new StringBuilder();
        Call<Void> call = board.exec(ExecMode.EVAL, "<top>", QUESTION, (channel, bytes) -> {
            if (channel == Channel.VALUE && value.length() < HISTORY * HISTORY) {
                value.append(new String(bytes, StandardCharsets.UTF_8));
            }
        });
        long start = System.nanoTime();
        var unused = call.result().whenComplete((done, failure) -> {
            answered(failure == null ? value.toString().strip() : "", failure == null, System.nanoTime() - start);
            answered.complete(null);
        });
        return answered;
    }

    private synchronized void answered(String value, boolean well, long nanos) {
        open = null;
        micros = well ? nanos / 1000 : -1;
        if (value.matches("\\d{1,12}")) {
            add(Long.parseLong(value));
        }
    }

    private void add(long free) {
        heap.add(free);
        if (heap.size() > HISTORY) {
            heap.remove();
        }
    }

    /** Round trip of the last question, -1 if it was not answered. */
    synchronized long micros() {
        return micros;
    }

    /** Free heap, oldest first; before the first answer what the board has said of itself. */
    synchronized List<Long> heap(BoardStatus status) {
        return heap.isEmpty() && status.freeBytes() >= 0 ? List.of(status.freeBytes()) : new ArrayList<>(heap);
    }
}
