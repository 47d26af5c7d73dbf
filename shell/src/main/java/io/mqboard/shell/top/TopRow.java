package io.mqboard.shell.top;

import com.google.gson.JsonObject;
import io.mqboard.shell.logs.LogLine;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One board of the table. All text is harmless.
 *
 * @param board its address
 * @param online whether it is on line
 * @param mode normal, trial or safe
 * @param version of its framework
 * @param heap free heap, oldest first, the last one is now; empty if unknown
 * @param rssi signal strength in dBm as the board says it; empty if it does not
 * @param micros round trip, -1 if unknown
 * @param warning its last warning or worse, null if none was seen
 */
record TopRow(
        String board,
        boolean online,
        String mode,
        String version,
        List<Long> heap,
        String rssi,
        long micros,
        @Nullable LogLine warning) {

    static TopRow of(BoardStatus status, List<Long> heap, long micros, @Nullable LogLine warning) {
        return new TopRow(
                SafeText.line(status.address()),
                status.online(),
                SafeText.line(status.mode()),
                SafeText.line(status.version()),
                heap,
                SafeText.line(status.members().getOrDefault("rssi", "")),
                status.online() ? micros : -1,
                warning);
    }

    /** Free heap now, -1 if unknown. */
    long free() {
        return heap.isEmpty() ? -1 : heap.get(heap.size() - 1);
    }

    /** As an object with stable members. */
    JsonObject json() {
        JsonObject object = new JsonObject();
        object.addProperty("board", board);
        object.addProperty("online", online);
        object.addProperty("mode", mode);
        object.addProperty("version", version);
        object.addProperty("free", free() < 0 ? null : free());
        object.addProperty("rssi", rssi.isEmpty() ? null : rssi);
        object.addProperty("roundTripMillis", micros < 0 ? null : micros / 1000.0);
        object.addProperty("warning", warning == null ? null : warning.name() + ": " + warning.text());
        return object;
    }
}
