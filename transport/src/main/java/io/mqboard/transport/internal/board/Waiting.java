package io.mqboard.transport.internal.board;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations that have no request yet, in their order, and those that the board was too busy for: they rest a little longer each time
 * before they stand at the head again. Lives on the loop.
 */
final class Waiting {
    private static final int MAX_BUSY = 5;
    private static final long BUSY_MILLIS = 150;

    private final Context context;
    private final Runnable ready;
    private final Deque<Operation> queue = new ArrayDeque<>();
    private final Set<Operation> resting = new LinkedHashSet<>();

    /** {@code ready} is run when one has rested. */
    Waiting(Context context, Runnable ready) {
        this.context = context;
        this.ready = ready;
    }

    void add(Operation operation) {
        queue.add(operation);
    }

    void addFirst(Operation operation) {
        queue.addFirst(operation);
    }

    /** Whether none stands in the queue; some may rest. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The next one, or null. */
    @Nullable
    Operation poll() {
        return queue.poll();
    }

    /** Takes an operation out wherever it is. Returns whether it was here. */
    boolean remove(Operation operation) {
        return queue.remove(operation) || resting.remove(operation);
    }

    /** Takes all out; those that rest come last. */
    List<Operation> removeAll() {
        List<Operation> all = new ArrayList<>(queue);
        all.addAll(resting);
        queue.clear();
        resting.clear();
        return all;
    }

    /** The board was too busy for this one. Returns false, and leaves it, if that was once too often. */
    boolean rest(Operation operation) {
        int tries = operation.countBusy();
        if (tries > MAX_BUSY) {
            return false;
        }
        resting.add(operation);
        context.loop().schedule(Duration.ofMillis((tries - 1) * BUSY_MILLIS), () -> {
            if (resting.remove(operation)) {
                queue.addFirst(operation);
                ready.run();
            }
        });
        return true;
    }
}
