package io.mqboard.transport.internal.board;

import io.mqboard.transport.internal.wire.Bundle;
import io.mqboard.transport.internal.wire.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The acknowledgements of ENDs, after which the board may forget a request. They wait a little for the next REQUEST to travel with, and the
 * last ones are kept: a board that complains of too many unforgotten requests has lost some. Lives on the loop.
 */
final class Fins {
    private static final long WAIT_MILLIS = 200;
    private static final int KEPT = 8;

    private final List<Frame> waiting = new ArrayList<>();
    private final Deque<Frame> sent = new ArrayDeque<>();
    private long dueAt = Alarm.NEVER;

    /** A request has ended. Returns when the acknowledgement must be sent at the latest. */
    long add(int session, int rid, long offset, long now) {
        waiting.add(Frame.ack(Frame.FIN, session, rid, offset, -1));
        dueAt = now + WAIT_MILLIS;
        return dueAt;
    }

    long dueAt() {
        return dueAt;
    }

    int waiting() {
        return waiting.size();
    }

    /** Bytes that the waiting ones take within a bundle. */
    int bundleBytes() {
        return waiting.size() * Bundle.OVERHEAD_BYTES;
    }

    /** Those that wait; they count as sent. */
    List<Frame> take() {
        List<Frame> taken = List.copyOf(waiting);
        waiting.clear();
        dueAt = Alarm.NEVER;
        for (Frame fin : taken) {
            sent.add(fin);
            if (sent.size() > KEPT) {
                sent.remove();
            }
        }
        return taken;
    }

    /** Has the last ones sent again: the board seems not to have got them. */
    void again() {
        waiting.addAll(0, sent);
        sent.clear();
    }

    /** The session is a new one. */
    void clear() {
        waiting.clear();
        sent.clear();
        dueAt = Alarm.NEVER;
    }
}
