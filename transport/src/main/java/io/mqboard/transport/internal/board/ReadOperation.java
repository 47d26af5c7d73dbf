package io.mqboard.transport.internal.board;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.JsonMap;

/** Fetches a file in pieces for a listener. */
final class ReadOperation extends GetOperation {
    private final OutputListener listener;

    ReadOperation(CallImpl<Void> call, String path, OutputListener listener) {
        super(call, path);
        this.listener = listener;
    }

    @Override
    void take(byte[] bytes) {
        listener.output(OutputListener.Channel.OUTPUT, bytes);
    }

    @Override
    void succeeded(JsonMap end) throws MqboardException {
        if (!isWhole(end)) {
            throw changed();
        }
        call().result().complete(null);
    }
}
