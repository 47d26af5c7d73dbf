package io.mqboard.transport.internal.board;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;

/** A command without streams: arguments in, a few members out. */
final class PlainOperation<T> extends Operation {
    /** Makes the call's result of an END. On the delivery thread. */
    interface Result<T> {
        T of(JsonMap end) throws MqboardException;
    }

    private final CallImpl<T> call;
    private final byte[] head;
    private final boolean repeatable;
    private final Result<T> result;

    PlainOperation(CallImpl<T> call, boolean repeatable, Json.Members head, Result<T> result) {
        this.call = call;
        this.head = Json.object(head);
        this.repeatable = repeatable;
        this.result = result;
    }

    @Override
    byte[] head() {
        return head;
    }

    @Override
    boolean repeatable() {
        return repeatable;
    }

    @Override
    void succeeded(JsonMap end) throws MqboardException {
        call.result().complete(result.of(end));
    }

    @Override
    void failed(Throwable cause) {
        call.result().completeExceptionally(cause);
    }
}
