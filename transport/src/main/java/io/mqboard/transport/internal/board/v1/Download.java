package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.Header1;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code get}: the board streams the file in numbered messages. A number below the expected one is a repetition, one above it means that a
 * message was lost, which protocol 1 cannot mend.
 */
final class Download extends Exchange {
    private final String path;
    private final Consumer<byte[]> taker;
    private final CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
    private int next;

    Download(Lines lines, String path, Consumer<byte[]> taker) {
        super(lines);
        this.path = path;
        this.taker = taker;
    }

    /** Done, on the loop, when the last message has come. */
    CompletableFuture<@Nullable Void> result() {
        return result;
    }

    @Override
    void begin() {
        Object unused = lines.publish("get", id(), path, Header1.encode(0, true, new byte[0], 0))
                .whenComplete((ok, lost) -> {
                    if (lost instanceof MqboardException cause) {
                        fail(cause);
                    }
                });
    }

    @Override
    void onReconnect() {
        fail(gap());
    }

    @Override
    void onReply(int header, byte[] message) {
        int ahead = (Header1.sequence(header) - next) & Header1.MAX_SEQUENCE;
        boolean only = next == 0 && header == 0xFFFF;
        if (ahead > Header1.MAX_SEQUENCE / 2 && !only) {
            return;
        }
        if (ahead != 0 && !only) {
            fail(gap());
            return;
        }
        next = (next + 1) & Header1.MAX_SEQUENCE;
        if (message.length > Header1.BYTES) {
            taker.accept(Arrays.copyOfRange(message, Header1.BYTES, message.length));
        }
        if (Header1.last(header) && close()) {
            result.complete(null);
        }
    }

    private IntegrityException gap() {
        return new IntegrityException(lines.address() + ": " + path + ": a part was lost on the way");
    }

    @Override
    void onError(String text) {
        fail(Errors1.ofPath(lines.address(), path, text));
    }

    @Override
    void onFailure(MqboardException cause) {
        result.completeExceptionally(cause);
    }
}
