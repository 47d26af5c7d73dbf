package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code %boards}: a table of what the boards say of themselves. */
final class BoardsCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("boards", "list the boards that have announced themselves")
                .description("PATTERN is a part or glob of their addresses, or a group.")
                .arguments(Argument.maybe("PATTERN", ArgumentKind.TEXT))
                .once()
                .json("board online mode version boots free seen *")
                .runs(new BoardsCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        BrokerSession session = context.connected();
        session.discover();
        context.await(session.discovered());
        String pattern = arguments.count() == 0 ? "*" : arguments.word(0);
        List<String> names = context.members(pattern);
        Board selected = context.selected();
        Table table = new Table();
        table.row("  BOARD", "STATE", "MODE", "VERSION", "FREE", "SEEN");
        int count = 0;
        for (BoardStatus status : session.boards()) {
            if (names.stream().noneMatch(name -> BoardNames.matches(status.address(), name))) {
                continue;
            }
            count++;
            if (context.settings().json()) {
                context.output().json(json(status));
            } else {
                boolean mark = selected != null && selected.address().equals(status.address());
                row(table, status, mark, context.clock().instant());
            }
        }
        if (count == 0) {
            context.output()
                    .note("no board has announced itself" + (pattern.equals("*") ? "" : " that fits " + pattern));
        } else {
            if (!context.settings().json()) {
                table.print(context.output());
            }
        }
    }

    private static void row(Table table, BoardStatus status, boolean selected, Instant now) {
        table.row(
                (selected ? "* " : "  ") + SafeText.line(status.address()),
                status.online() ? "online" : "offline",
                orDash(status.mode()),
                orDash(status.version()),
                status.freeBytes() < 0 ? "-" : Units.bytes(status.freeBytes()),
                seen(status, now));
    }

    private static String seen(BoardStatus status, Instant now) {
        Instant seen = status.lastSeen();
        return seen == null ? "-" : Units.ago(Duration.between(seen, now));
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : SafeText.line(text);
    }

    static JsonObject json(BoardStatus status) {
        JsonObject object = new JsonObject();
        for (Map.Entry<String, String> member : status.members().entrySet()) {
            object.addProperty(member.getKey(), member.getValue());
        }
        object.addProperty("board", status.address());
        object.addProperty("online", status.online());
        object.addProperty("mode", status.mode());
        object.addProperty("version", status.version());
        object.addProperty("boots", status.boots());
        object.addProperty("free", status.freeBytes());
        Instant seen = status.lastSeen();
        object.addProperty("seen", seen == null ? null : seen.toString());
        return object;
    }
}
