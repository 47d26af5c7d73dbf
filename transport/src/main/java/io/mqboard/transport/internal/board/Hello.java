package io.mqboard.transport.internal.board;

import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import io.mqboard.transport.internal.wire.Json;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Asks for a session until the board answers or the time is over. Lives on the loop. */
final class Hello {
    private static final long FIRST_REPEAT_MILLIS = 500;
    private static final long MAX_REPEAT_MILLIS = 5000;
    private static final byte[] BODY = Json.object(out -> {
        out.name("v").beginArray().value(2).endArray();
        out.name("agent").value("mqboard/0.2.0");
        out.name("bundle").value(1);
    });

    private final LongSupplier timeoutMillis;
    private final Consumer<Frame> sender;
    private int nonce;
    private long since;
    private long repeatAt;
    private long repeatDelay;

    Hello(LongSupplier timeoutMillis, Consumer<Frame> sender) {
        this.timeoutMillis = timeoutMillis;
        this.sender = sender;
    }

    /** Begins to ask. */
    void begin(long now) {
        nonce = ThreadLocalRandom.current().nextInt();
        restart(now);
    }

    /** Begins again with the same question: the link has come back. */
    void restart(long now) {
        since = now;
        repeatDelay = FIRST_REPEAT_MILLIS;
        send(now);
    }

    /** Asks once more, without waiting for its time. */
    void send(long now) {
        sender.accept(new Frame(FrameType.HELLO, 0, 0, 0, nonce, 0, BODY));
        repeatAt = now + repeatDelay;
        repeatDelay = Math.min(repeatDelay * 2, MAX_REPEAT_MILLIS);
    }

    /** Asks again if it is time to. */
    void repeat(long now) {
        if (now >= repeatAt) {
            send(now);
        }
    }

    /** Whether the board has not answered in time. */
    boolean expired(long now) {
        return now - since >= timeoutMillis.getAsLong();
    }

    /** When something will be due. */
    long nextAt() {
        return Math.min(repeatAt, since + timeoutMillis.getAsLong());
    }

    /** Whether a WELCOME answers this question. */
    boolean answeredBy(Frame welcome) {
        return welcome.request() == nonce && welcome.session() != 0;
    }
}
