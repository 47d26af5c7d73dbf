package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Carries out a {@link BulkRequest}. */
final class BulkOperation<T> extends Operation {
    private final CallImpl<T> call;
    private final Executor delivery;
    private final BulkRequest<T> request;
    private final byte[] head;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    BulkOperation(CallImpl<T> call, Executor delivery, BulkRequest<T> request) {
        this.call = call;
        this.delivery = delivery;
        this.request = request;
        head = Json.object(request.head());
    }

    @Override
    byte[] head() {
        return head;
    }

    @Override
    @Nullable
    Source input() {
        return request.input();
    }

    @Override
    boolean repeatable() {
        return request.repeatable();
    }

    @Override
    void inputMoved(long acknowledgedBytes, long resumedBytes) {
        delivery.execute(() -> request.moved().accept(acknowledgedBytes));
    }

    @Override
    void restarted() {
        output.reset();
    }

    @Override
    void output(OutputListener.Channel channel, byte[] bytes) throws MqboardException {
        if (output.size() + bytes.length > request.maxOutputBytes()) {
            throw new BoardErrorException("io", "the board sent a longer answer than there can be");
        }
        output.writeBytes(bytes);
    }

    @Override
    void succeeded(JsonMap end) throws MqboardException {
        call.result().complete(request.result().of(output.toByteArray(), end));
    }

    @Override
    void failed(Throwable cause) {
        call.result().completeExceptionally(cause);
    }
}
