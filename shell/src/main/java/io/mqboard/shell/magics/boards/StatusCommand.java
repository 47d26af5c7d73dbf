package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.MqboardException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code %status}: all that is known of the board and of the way to it. */
final class StatusCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("status", "show all that is known of the board and of the connection")
                .description(
                        "Every member of the board's presence record, the connection and what went over it, and the round trip,"
                                + " which is measured.")
                .json(
                        "board folder server connection sessionSince connectedSince? reconnects messagesSent bytesSent"
                                + " messagesReceived bytesReceived requests repeats roundTripMillis? online? mode? version? boots? free? seen? *")
                .runs(new StatusCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        BoardStatus status = board.status().orElse(null);
        RoundTrip trip = null;
        MqboardException failure = null;
        try {
            trip = RoundTrip.measure(context, board);
        } catch (MqboardException e) {
            failure = e;
        }
        BoardStatus now = board.status().orElse(status);
        if (context.settings().json()) {
            context.output().json(json(context, board, now, trip));
        } else {
            print(context, board, now, trip);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void print(Context context, Board board, @Nullable BoardStatus status, @Nullable RoundTrip trip)
            throws MqboardException {
        Table table = new Table();
        table.row("board", SafeText.line(board.address()));
        if (status == null) {
            table.row("state", "nothing was heard of it");
        } else {
            table.row("state", status.online() ? "online" : "offline");
            members(table, status);
            Instant seen = status.lastSeen();
            if (seen != null) {
                table.row(
                        "seen", Units.ago(Duration.between(seen, context.clock().instant())));
            }
        }
        table.row("folder", SafeText.line(context.folders().on(board)));
        table.row("server", context.settings().broker().toString());
        table.row("connection", context.session().state().toString().toLowerCase(java.util.Locale.ROOT));
        table.row("round trip", trip == null ? "-" : trip.text());
        SessionFigures.rows(
                table, context.session().statistics(), context.clock().instant());
        table.print(context.output());
    }

    private static void members(Table table, BoardStatus status) {
        Map<String, String> all = new TreeMap<>(status.members());
        known(status).forEach(all::putIfAbsent);
        all.remove("state");
        all.forEach((name, value) -> table.row(SafeText.line(name), SafeText.line(value)));
    }

    /** What the session has understood, for boards whose record was not kept word for word. */
    private static Map<String, String> known(BoardStatus status) {
        Map<String, String> known = new TreeMap<>();
        known.put("mode", status.mode());
        known.put("reason", status.reason());
        known.put("caps", String.join(" ", status.capabilities()));
        known.values().removeIf(String::isEmpty);
        return known;
    }

    private static JsonObject json(Context context, Board board, @Nullable BoardStatus status, @Nullable RoundTrip trip)
            throws MqboardException {
        JsonObject object = status == null ? new JsonObject() : BoardsCommand.json(status);
        object.addProperty("board", board.address());
        object.addProperty("folder", context.folders().on(board));
        object.addProperty("server", context.settings().broker().toString());
        object.addProperty("connection", context.session().state().toString().toLowerCase(java.util.Locale.ROOT));
        SessionFigures.members(object, context.session().statistics());
        if (trip != null) {
            object.addProperty("roundTripMillis", trip.bestMicros() / 1000.0);
        }
        return object;
    }
}
