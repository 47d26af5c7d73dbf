package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.Header1;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * Runs Python and yields what it printed, as text. What only looks may be sent again after the link was lost; all else is sent once and its
 * reply may be lost with the link.
 */
final class Eval extends Exchange {
    /** The board's error text, whole. */
    static final class Raised extends MqboardException {
        private final String text;

        Raised(String text) {
            super(Errors1.lastLine(text));
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private static final long REPEAT_MILLIS = 2000;

    private final String source;
    private final boolean repeatable;
    private final long extraMillis;
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private long sentAt;

    private Eval(Lines lines, String source, boolean repeatable, long extraMillis) {
        super(lines);
        this.source = source;
        this.repeatable = repeatable;
        this.extraMillis = extraMillis;
    }

    /** Sends it. The future is completed on the loop; it fails with {@link Raised} or another {@link MqboardException}. */
    static Eval run(Lines lines, String source, boolean repeatable) {
        return run(lines, source, repeatable, 0);
    }

    /** The same for what takes so many milliseconds longer than other commands. */
    static Eval run(Lines lines, String source, boolean repeatable, long extraMillis) {
        Eval eval = new Eval(lines, source, repeatable, extraMillis);
        eval.open();
        return eval;
    }

    CompletableFuture<String> result() {
        return result;
    }

    @Override
    long patienceMillis() {
        return super.patienceMillis() + extraMillis;
    }

    @Override
    void begin() {
        sentAt = lines.now();
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        byte[] message = Header1.encode(0, true, bytes, bytes.length);
        Object unused = lines.publish("eval", id(), null, message).whenComplete((ok, lost) -> {
            if (lost != null && !repeatable && lost instanceof MqboardException cause) {
                fail(cause);
            }
        });
    }

    @Override
    void onReconnect() {
        if (repeatable) {
            begin();
        }
    }

    /** A board that comes back after us has missed what was sent before. */
    @Override
    void onSilence(long now) {
        if (repeatable && now - sentAt >= REPEAT_MILLIS + extraMillis) {
            begin();
        }
    }

    @Override
    void onReply(int header, byte[] message) {
        if (close()) {
            int length = message.length - Header1.BYTES;
            result.complete(new String(message, Header1.BYTES, length, StandardCharsets.UTF_8));
        }
    }

    @Override
    void onError(String text) {
        fail(new Raised(text));
    }

    @Override
    void onFailure(MqboardException cause) {
        result.completeExceptionally(cause);
    }
}
