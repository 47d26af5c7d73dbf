package io.mqboard.transport.internal.board;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A command with input, or with output that is small enough for memory: one step of a longer piece of work.
 *
 * @param head the members of its head, the command's name among them
 * @param input what is sent to it, or null
 * @param maxOutputBytes more output than that is an error of the board
 * @param repeatable whether it may be sent again after a reset of the board
 * @param moved told on the delivery thread how many bytes of the input the board has
 * @param result makes the result of output and END, on the delivery thread
 */
public record BulkRequest<T>(
        Json.Members head,
        @Nullable Source input,
        int maxOutputBytes,
        boolean repeatable,
        LongConsumer moved,
        Result<T> result) {
    /** Makes the result of a request. */
    public interface Result<T> {
        T of(byte[] output, JsonMap end) throws MqboardException;
    }

    /** Runs requests for a call that needs several. */
    public interface Runner {
        /** Sends one. The future is completed on the delivery thread. An interrupt of the call stops it. */
        <T> CompletableFuture<T> run(CallImpl<?> call, BulkRequest<T> request);
    }

    /** A command that only asks. */
    public static <T> BulkRequest<T> question(
            Json.Members head, @Nullable Source input, int maxOutputBytes, Result<T> result) {
        return new BulkRequest<>(head, input, maxOutputBytes, true, bytes -> {}, result);
    }

    /** A command that changes something. */
    public static <T> BulkRequest<T> order(
            Json.Members head, @Nullable Source input, LongConsumer moved, Result<T> result) {
        return new BulkRequest<>(head, input, 0, false, moved, result);
    }
}
