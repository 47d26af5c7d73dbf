package io.mqboard.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The one MQTT session. It connects in the background, connects again after a loss (with back-off and jitter) and never gives up until it
 * is closed. Safe for use by many threads.
 */
public interface BrokerSession extends AutoCloseable {
    /** Whether the session is connected. */
    enum State {
        CONNECTING,
        CONNECTED,
        /** Was connected; is connecting again. */
        RECONNECTING,
        CLOSED
    }

    /**
     * Opens a session and begins to connect; returns at once.
     *
     * @throws BadOptionException if the options can never work (a file is missing, a key does not fit)
     */
    static BrokerSession open(BrokerOptions options) throws BadOptionException {
        return io.mqboard.transport.internal.SessionFactory.open(options);
    }

    /**
     * Loads what a session needs, 20 to 30 ms of work for a cold JVM. A program that has other things to do first may call it on a thread
     * of its own as soon as it starts. Never needed.
     */
    static void prepare() {
        io.mqboard.transport.internal.SessionFactory.prepare();
    }

    /**
     * Done when the first attempt ends: normally once connected, exceptionally with {@link ConnectFailedException} or {@link
     * ConnectRefusedException}. After a failure the session goes on trying; a caller that does not want that closes it.
     */
    CompletableFuture<Void> connected();

    State state();

    /** The board at an address; nothing is sent. The same object for the same address. */
    Board board(String address) throws BadOptionException;

    /** Starts to watch the presence of all boards, at any topic depth up to eight levels. Idempotent. */
    void discover();

    /**
     * Done when all retained presence records that the broker held when {@link #discover} subscribed have been seen.
     */
    CompletableFuture<Void> discovered();

    /** The boards known so far, sorted by address. */
    List<BoardStatus> boards();

    /** Calls the listener about every change from now on, on the delivery thread. */
    void addListener(SessionListener listener);

    /**
     * Hands the messages of any topic to a listener, for what is not a board's conversation, such as logs. At QoS 0: a broker's queue for
     * this session stays free for the rest, and a flood costs messages rather than the connection.
     *
     * @param filter topic filter, with {@code +} and {@code #}
     * @throws BadOptionException if it is not one
     */
    Subscription subscribe(String filter, MessageListener listener) throws BadOptionException;

    /**
     * Sends a message to any topic. Done when it was written (QoS 0) or acknowledged by the broker (QoS 1); fails at once while not
     * connected, and when more messages wait than the session takes.
     *
     * @param topic without wildcards
     * @param payload must not be changed afterwards
     * @param qos 0 or 1
     * @param retain whether the broker is to keep it for later subscribers
     */
    CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain);

    /** Shows each MQTT message to {@link SessionListener#frame} from now on, or no more. */
    void trace(boolean on);

    /** What the session has done so far. */
    SessionStatistics statistics();

    /** From now on boards may be silent about a request for so long while the broker is connected. */
    void replyTimeout(Duration limit);

    /** Sends a goodbye and closes; pending calls fail with {@link ConnectionLostException}. Waits at most two seconds. */
    @Override
    void close();
}
