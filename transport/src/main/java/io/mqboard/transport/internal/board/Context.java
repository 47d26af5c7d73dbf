package io.mqboard.transport.internal.board;

import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttLink;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all boards of one session share.
 *
 * @param loop the thread of all state
 * @param link the MQTT session
 * @param delivery runs what belongs to the caller, one after another, in order
 * @param work runs what may wait for a disk (reading and hashing a file to send)
 * @param router hands messages of exact topics to their takers
 * @param client this session's name in topics, random, 1 to 32 of {@code [A-Za-z0-9_-]}
 * @param replyTimeout milliseconds, which may change: how long a board may be silent while the broker is connected
 * @param counts requests of all boards
 */
public record Context(
        EventLoop loop,
        MqttLink link,
        Delivery delivery,
        Executor work,
        Router router,
        String client,
        LongSupplier replyTimeout,
        Counts counts) {
    /** Boards without a link for so long give up what is pending: longer than a broker takes to restart. */
    public static final long OUTAGE_MILLIS = 60_000;

    /** How long a board may be silent now, while the broker is connected. */
    public long replyTimeoutMillis() {
        return replyTimeout.getAsLong();
    }

    /** Who gets the messages of a topic. Loop only. */
    public interface Router {
        /** Takes the payload of a message; called on the loop. */
        interface Taker {
            void take(byte[] payload);
        }

        void route(String topic, Taker taker);

        void unroute(String topic);
    }
}
