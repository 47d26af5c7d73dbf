package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** Those who wait until a board says something certain of itself. Lives on the loop. */
final class Watchers {
    private record Watcher(Predicate<BoardStatus> test, CompletableFuture<BoardStatus> result) {}

    private final Executor delivery;
    private final List<Watcher> watchers = new ArrayList<>();

    Watchers(Executor delivery) {
        this.delivery = delivery;
    }

    /** Completes the future on the delivery thread with the next record that passes the test. */
    void add(Predicate<BoardStatus> test, CompletableFuture<BoardStatus> result) {
        watchers.add(new Watcher(test, result));
    }

    /** The board has said something of itself. */
    void statusChanged(BoardStatus status) {
        watchers.removeIf(watcher -> {
            if (watcher.result().isDone()) {
                return true;
            }
            boolean passed = watcher.test().test(status);
            if (passed) {
                delivery.execute(() -> watcher.result().complete(status));
            }
            return passed;
        });
    }
}
