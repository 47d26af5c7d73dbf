package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Confirmation;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code %crash}: what has gone wrong on the board, this life and those before. */
final class CrashCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("crash", "list the crashes that the board remembers, show one, or clear them")
                .description("With the NUMBER of a crash its traceback is shown.")
                .flags(Flag.of('c', "clear", "forget them"), Confirmation.YES)
                .arguments(Argument.maybe("NUMBER", ArgumentKind.TEXT))
                .changes(arguments -> arguments.has("clear"))
                .json("board *")
                .runs(new CrashCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        List<JsonObject> records = CrashRecords.read(context, board);
        if (arguments.has("clear")) {
            Confirmation.require(
                    context, arguments, "clear " + records.size() + " crash records of " + board.address());
            clear(context, board);
        } else if (arguments.count() > 0) {
            show(context, record(records, arguments.word(0)));
        } else if (context.settings().json()) {
            for (JsonObject record : records) {
                json(context, record);
            }
        } else if (records.isEmpty()) {
            context.output().note(board.address() + " remembers no crash");
        } else {
            list(context, records);
        }
    }

    private static void list(Context context, List<JsonObject> records) {
        Table table = new Table();
        table.row("NO", "BOOT", "WHEN", "WHAT");
        for (int i = 0; i < records.size(); i++) {
            JsonObject record = records.get(i);
            table.row(
                    String.valueOf(i + 1),
                    text(record, "boots"),
                    when(record),
                    text(record, "what") + lastLine(record));
        }
        table.print(context.output());
    }

    private static String when(JsonObject record) {
        String time = text(record, "time");
        return time.isEmpty() ? text(record, "up") + " s after its start" : time;
    }

    /** What Python says in a word about an exception. */
    private static String lastLine(JsonObject record) {
        String trace = CrashRecords.member(record, "trace").stripTrailing();
        return trace.isEmpty() ? "" : ": " + SafeText.line(trace.substring(trace.lastIndexOf('\n') + 1));
    }

    private static void json(Context context, JsonObject record) throws ShellException, MqboardException {
        record.addProperty("board", context.board().address());
        context.output().json(record);
    }

    private static JsonObject record(List<JsonObject> records, String word) throws UsageException {
        int number = word.matches("[0-9]{1,6}") ? Integer.parseInt(word) : 0;
        if (number < 1 || number > records.size()) {
            throw new UsageException("%crash: there is no crash " + word + "; there are " + records.size());
        }
        return records.get(number - 1);
    }

    private static void show(Context context, JsonObject record) throws ShellException, MqboardException {
        if (context.settings().json()) {
            json(context, record);
            return;
        }
        Table table = new Table();
        for (String name : List.of("what", "boots", "boot", "reason", "mode", "up", "time", "unwritten")) {
            if (!text(record, name).isEmpty()) {
                table.row(name, text(record, name));
            }
        }
        table.print(context.output());
        SafeText safe = new SafeText();
        String trace = CrashRecords.member(record, "trace");
        if (!trace.isEmpty()) {
            context.output().traceback(safe.next((trace + "\n").getBytes(StandardCharsets.UTF_8)) + safe.end());
        }
    }

    private static String text(JsonObject record, String name) {
        return SafeText.line(CrashRecords.member(record, name));
    }

    private static void clear(Context context, Board board) throws MqboardException {
        for (String file : CrashRecords.FILES) {
            try {
                context.await(board.remove(file, false));
            } catch (BoardErrorException e) {
                if (!e.code().equals("not-found")) {
                    throw e;
                }
            }
        }
    }
}
