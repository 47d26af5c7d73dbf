package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.board.Source;
import io.mqboard.transport.internal.wire.Header1;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * {@code put}. The board says nothing until the end, and the broker's acknowledgements only tell that the broker has the messages, which it
 * drops when its queue for the board is full. So after each few messages a tiny {@code eval} is sent: the board handles messages in order, and
 * the reply proves that everything before it has left the queue. (Boards of protocol 1 are used to that: their watchdog sends itself such
 * commands all the time.)
 */
final class PutUpload extends Upload {
    private static final int MARK_EACH = 8;

    /** The mark's replies; each evaluates the number of the message before it. */
    private final class Marks extends Exchange {
        Marks(Lines lines) {
            super(lines);
        }

        @Override
        void begin() {
            PutUpload.this.open();
        }

        void send(int sequence) {
            byte[] source = Integer.toString(sequence).getBytes(StandardCharsets.US_ASCII);
            Object unused = lines.publish("eval", id(), null, Header1.encode(0, true, source, source.length));
        }

        @Override
        void onReply(int header, byte[] message) {
            PutUpload.this.heard();
            int sequence = number(text(message));
            if (sequence >= 0) {
                worked(sequence);
            }
        }

        @Override
        void onFailure(MqboardException cause) {
            PutUpload.this.fail(cause);
        }
    }

    private final Marks marks;
    private final LongConsumer progress;

    PutUpload(Lines lines, String name, Source source, LongConsumer progress) {
        super(lines, "put", name, source);
        this.progress = progress;
        marks = new Marks(lines);
    }

    /** Begins; the marks' topics first. */
    void start() {
        marks.open();
        Object unused = result().whenComplete((ok, e) -> marks.close());
    }

    private static int number(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > 4) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return text.isEmpty() ? -1 : value;
    }

    @Override
    void sent(int sequence) {
        if (sequence % MARK_EACH == MARK_EACH - 1 && sequence < messages() - 1) {
            marks.send(sequence);
        }
    }

    @Override
    void moved(long bytes) {
        progress.accept(bytes);
    }

    @Override
    void onError(String text) {
        fail(Errors1.ofPath(lines.address(), "put", text));
    }
}
