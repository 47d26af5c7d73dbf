package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardTimedOutException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.Header1;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One command of protocol 1 from its first message to its last reply. On the loop. */
abstract class Exchange {
    /** No reply to one message is longer. */
    static final int MAX_REPLY_BYTES = 1 << 20;

    final Lines lines;
    private Lines.@Nullable Slot slot;
    private long deadline;
    private boolean begun;
    private boolean ended;

    Exchange(Lines lines) {
        this.lines = lines;
    }

    /** The command may be sent: replies will find their way. */
    abstract void begin();

    /** A reply came. */
    abstract void onReply(int header, byte[] message);

    /** It has failed; told once. */
    abstract void onFailure(MqboardException cause);

    /** The board has sent an error text, which ends the command. */
    void onError(String text) {
        fail(new BoardErrorException("exception", Errors1.lastLine(text)));
    }

    /** The link was lost and is there again. Replies may have been lost meanwhile. */
    void onReconnect() {}

    /** Time has passed and nothing has come. */
    void onSilence(long now) {}

    /** How long the board may take until its next reply. */
    long patienceMillis() {
        return lines.context().replyTimeoutMillis();
    }

    final String id() {
        return slot == null ? "" : slot.id();
    }

    final boolean ended() {
        return ended;
    }

    /** Begins as soon as the reply topics are subscribed, which never happens before there is a connection. */
    final void open() {
        lines.context().counts().sent(false);
        Lines.Slot mine = lines.open(this);
        slot = mine;
        deadline = Long.MAX_VALUE;
        Object unused = mine.granted().whenComplete((ok, refused) -> {
            if (!ended && refused == null) {
                heard();
                begun = true;
                begin();
            } else if (refused instanceof MqboardException cause) {
                fail(cause);
            }
        });
    }

    /** The board has shown that it works on it. */
    final void heard() {
        deadline = lines.now() + patienceMillis();
    }

    final void reply(byte[] message) {
        int header = Header1.decode(message);
        if (!ended && header >= 0 && message.length <= MAX_REPLY_BYTES) {
            heard();
            onReply(header, message);
        }
    }

    final void error(byte[] text) {
        if (!ended) {
            onError(new String(text, 0, Math.min(text.length, 65536), StandardCharsets.UTF_8));
        }
    }

    final void reconnected() {
        if (begun && !ended) {
            heard();
            onReconnect();
        }
    }

    /** Looks what is due. */
    final void time(long now) {
        if (now >= deadline) {
            fail(new BoardTimedOutException(lines.address()
                    + " did not answer in time; with protocol 1 nobody can tell whether it did the command"));
        } else if (begun && !ended) {
            onSilence(now);
        }
    }

    final void fail(MqboardException cause) {
        if (close()) {
            onFailure(cause);
        }
    }

    /** Ends it. Returns false if it had ended before. */
    final boolean close() {
        if (ended) {
            return false;
        }
        ended = true;
        if (slot != null) {
            lines.close(this, slot);
        }
        return true;
    }
}
