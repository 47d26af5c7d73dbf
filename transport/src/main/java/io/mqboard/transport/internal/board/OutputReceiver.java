package io.mqboard.transport.internal.board;

import io.mqboard.transport.OutputListener.Channel;
import io.mqboard.transport.internal.wire.Frame;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Puts the output of one request in order and lets the board send no more than the consumer can take: what was received but not yet
 * consumed never exceeds the window. Lives on the loop, except for {@link #consumed}.
 */
final class OutputReceiver {
    /** How far a board may send ahead of the consumer unless the request says otherwise. */
    static final int DEFAULT_WINDOW_BYTES = 65536;

    private static final Channel[] CHANNELS = {Channel.OUTPUT, Channel.VALUE, Channel.ERROR};

    private final AtomicLong consumed = new AtomicLong();
    private final int windowBytes;
    private long next;
    private long granted;
    private long gapSeenAt = -1;

    OutputReceiver(int windowBytes) {
        this.windowBytes = windowBytes;
        granted = windowBytes;
    }

    /** The next byte expected. */
    long next() {
        return next;
    }

    /** The part of a DATA frame that is new, or null: a repetition, after a gap, or more than was granted. */
    byte @Nullable [] news(Frame data) {
        long end = data.offset() + data.body().length;
        if (data.offset() > next || end <= next || end > granted) {
            return null;
        }
        int known = (int) (next - data.offset());
        next = end;
        return known == 0 ? data.body() : Arrays.copyOfRange(data.body(), known, data.body().length);
    }

    static Channel channel(Frame data) {
        return data.channel() < CHANNELS.length ? CHANNELS[data.channel()] : Channel.OUTPUT;
    }

    /** Whether a frame lies behind a gap that was not noticed before, so that asking for the missing bytes is worth it. */
    boolean newGap(long offset) {
        if (offset <= next || gapSeenAt == next) {
            return false;
        }
        gapSeenAt = next;
        return true;
    }

    /** The consumer has taken so many bytes more. Returns whether the board should be told. From the delivery thread. */
    boolean consumed(int bytes) {
        long before = consumed.getAndAdd(bytes);
        int quarter = windowBytes / 4;
        return before / quarter != (before + bytes) / quarter;
    }

    /**
     * Whether enough was consumed to tell the board. What was only received is not worth a message: a board whose buffer fills up says so
     * itself, and a small message more can hold up the next one (Nagle's algorithm in the broker).
     */
    boolean ackDue() {
        return consumed.get() + windowBytes - granted >= windowBytes / 4;
    }

    /** The acknowledgement to send now. */
    Frame ack(int flags, int session, int request) {
        granted = Math.max(granted, consumed.get() + windowBytes);
        return Frame.ack(flags, session, request, next, granted);
    }
}
