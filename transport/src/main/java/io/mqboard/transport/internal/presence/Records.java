package io.mqboard.transport.internal.presence;

import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads presence records. Whatever a board or a stranger has put there, the result is bounded and has no holes. */
public final class Records {
    /** Records are at most 1,024 bytes; a little more is forgiven. */
    public static final int MAX_RECORD_BYTES = 4096;

    private static final int MAX_TEXT = 200;

    private Records() {}

    /** The status that a record tells, or null if it is none. */
    public static @Nullable BoardStatus parse(String address, byte[] payload, @Nullable Instant seen) {
        if (payload.length > MAX_RECORD_BYTES) {
            return null;
        }
        JsonMap record = Json.parseObject(payload);
        return record == null ? null : status(address, record, seen);
    }

    /** The status that a record tells, or null if it is not one of protocol 2. */
    public static @Nullable BoardStatus status(String address, JsonMap record, @Nullable Instant seen) {
        String state = record.text("state", "");
        boolean online = state.equals("online");
        if (record.number("mqb", 0) < 2 || (!online && !state.equals("offline"))) {
            return null;
        }
        return new BoardStatus(
                address,
                online,
                text(record, "mode", "normal"),
                text(record, "boot", ""),
                text(record, "reason", ""),
                record.number("boots", -1),
                text(record, "version", ""),
                text(record, "python", ""),
                text(record, "machine", ""),
                record.number("free", -1),
                record.texts("caps"),
                seen,
                record.simpleMembers());
    }

    /** The same status with another time at which the board was heard. */
    public static BoardStatus seenAt(BoardStatus was, @Nullable Instant seen) {
        return new BoardStatus(
                was.address(),
                was.online(),
                was.mode(),
                was.bootId(),
                was.reason(),
                was.boots(),
                was.version(),
                was.python(),
                was.machine(),
                was.freeBytes(),
                was.capabilities(),
                seen,
                was.members());
    }

    private static String text(JsonMap record, String name, String otherwise) {
        String text = record.text(name, otherwise);
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }
}
