package io.mqboard.transport.internal.board;

import io.mqboard.transport.ExecMode;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Future;

/** Runs Python. Never repeated once the board may have begun with it. */
final class ExecOperation extends Operation {
    private static final int MAX_NAME = 64;

    private final CallImpl<Void> call;
    private final byte[] head;
    private final Source source;
    private final OutputListener listener;

    ExecOperation(CallImpl<Void> call, ExecMode mode, String name, String source, OutputListener listener) {
        this.call = call;
        this.listener = listener;
        this.source = Source.of(source.getBytes(StandardCharsets.UTF_8));
        String shortName = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        head = Json.object(out -> {
            out.name("c").value("exec");
            out.name("m").value(mode.name().toLowerCase(Locale.ROOT));
            out.name("file").value(shortName);
        });
    }

    @Override
    Future<?> owner() {
        return call.result();
    }

    @Override
    byte[] head() {
        return head;
    }

    @Override
    Source input() {
        return source;
    }

    @Override
    void output(OutputListener.Channel channel, byte[] bytes) {
        listener.output(channel, bytes);
    }

    @Override
    void succeeded(JsonMap end) {
        noteLost(end);
        call.result().complete(null);
    }

    private void noteLost(JsonMap end) {
        long lost = end.number("lost", 0);
        if (lost > 0) {
            String note = "[" + lost + " bytes of output were lost: nobody took them in time]\n";
            listener.output(OutputListener.Channel.ERROR, note.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    void failed(Throwable cause) {
        call.result().completeExceptionally(cause);
    }
}
