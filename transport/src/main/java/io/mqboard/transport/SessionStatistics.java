package io.mqboard.transport;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session has done since it was opened.
 *
 * @param since when it was opened
 * @param connectedSince since when it is connected, or null while it is not
 * @param connections how often it has connected
 * @param messagesSent messages that were handed to MQTT
 * @param bytesSent their topics and payloads
 * @param messagesReceived messages that came
 * @param bytesReceived their topics and payloads
 * @param requests requests to boards
 * @param repeats how often one of them was sent again because nothing had come
 */
public record SessionStatistics(
        Instant since,
        @Nullable Instant connectedSince,
        long connections,
        long messagesSent,
        long bytesSent,
        long messagesReceived,
        long bytesReceived,
        long requests,
        long repeats) {
    /** How often the connection was lost and came back. */
    public long reconnects() {
        return Math.max(0, connections - 1);
    }
}
