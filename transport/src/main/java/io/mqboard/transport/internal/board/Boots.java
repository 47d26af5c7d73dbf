package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Those who wait until a board has started again. Lives on the loop. */
final class Boots {
    private record Waiter(String bootId, CompletableFuture<BoardStatus> result) {}

    private final Executor delivery;
    private final List<Waiter> waiters = new ArrayList<>();

    Boots(Executor delivery) {
        this.delivery = delivery;
    }

    /** Completes the future on the delivery thread when the board is online in another life than this one. */
    void await(String bootId, CompletableFuture<BoardStatus> result) {
        waiters.add(new Waiter(bootId, result));
    }

    /** The board has said something of itself. */
    void statusChanged(BoardStatus status) {
        if (!status.online() || status.bootId().isEmpty()) {
            return;
        }
        for (Waiter waiter : List.copyOf(waiters)) {
            if (!waiter.bootId().equals(status.bootId()) || waiter.result().isDone()) {
                waiters.remove(waiter);
                delivery.execute(() -> waiter.result().complete(status));
            }
        }
    }
}
