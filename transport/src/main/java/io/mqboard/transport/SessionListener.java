package io.mqboard.transport;

import org.jspecify.annotations.Nullable;

/** Told about changes of the session and its boards, always on the session's delivery thread. Must not block for long. */
public interface SessionListener {
    /** The connection came, went or came back. {@code cause} says why it went, else null. */
    default void stateChanged(BrokerSession.State state, @Nullable MqboardException cause) {}

    /** A board's presence record came or changed. {@code before} is null the first time. */
    default void boardChanged(BoardStatus status, @Nullable BoardStatus before) {}

    /** One MQTT message went out or came in; only called when tracing was asked for. */
    default void frame(boolean outgoing, String topic, byte[] payload) {}
}
