package io.mqboard.shell.magics.measure;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.shell.probe.Probe;
import io.mqboard.transport.Board;
import java.util.List;
import java.util.Map;

/** {@code %who}: the names of {@code __main__}, where the application's and those that were typed live together. */
final class WhoCommand implements Magic.Action {
    /** Sizes are asked of types that cannot run code of the user for it. */
    private static final Probe PROBE = new Probe("""
            import __main__
            import json
            names = __main__.__dict__
            for k in sorted(names):
                if k[:2] != "__":
                    v = names[k]
                    t = type(v)
                    n = len(v) if t in (str, bytes, bytearray, list, tuple, dict, set) else -1
                    print(mark + json.dumps([k, t.__name__, n]))
            """);

    static Magic row() {
        return Magic.row("who", "list the names of the board's __main__ with types and sizes")
                .description("What the application has in __main__ is among them. TYPE shows names of that type only.")
                .flags(Flag.of('m', "modules", "modules and functions, too"))
                .arguments(Argument.maybe("TYPE", ArgumentKind.TEXT))
                .json("board name type size")
                .runs(new WhoCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        List<String> reports = PROBE.run(context, board, Map.of());
        Table table = new Table();
        int shown = 0;
        for (String report : reports) {
            JsonArray row = row(report);
            String type = row.get(1).getAsString();
            if (isWanted(type, arguments)) {
                shown++;
                add(
                        context,
                        board,
                        table,
                        row.get(0).getAsString(),
                        type,
                        row.get(2).getAsInt());
            }
        }
        table.print(context.output());
        if (shown == 0) {
            context.output().note("no names");
        }
    }

    private static JsonArray row(String report) throws ShellException {
        try {
            JsonArray row = JsonParser.parseString(report).getAsJsonArray();
            if (row.size() == 3) {
                return row;
            }
        } catch (JsonParseException | IllegalStateException e) {
            // Said below.
        }
        throw new ShellException(ExitCode.FAILED, "the board answers " + SafeText.line(report) + " to %who");
    }

    private static boolean isWanted(String type, Arguments arguments) {
        if (arguments.count() > 0) {
            return type.equals(arguments.word(0));
        }
        return arguments.has("modules") || !(type.equals("module") || type.equals("function") || type.equals("type"));
    }

    private static void add(Context context, Board board, Table table, String name, String type, int size) {
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("name", name);
            object.addProperty("type", type);
            object.addProperty("size", size < 0 ? null : size);
            context.output().json(object);
        } else {
            table.row(SafeText.line(name), SafeText.line(type), size < 0 ? "" : String.valueOf(size));
        }
    }
}
