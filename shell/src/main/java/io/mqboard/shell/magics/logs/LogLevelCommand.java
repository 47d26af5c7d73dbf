package io.mqboard.shell.magics.logs;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.logs.LogLevel;
import io.mqboard.transport.Board;

/** {@code %loglevel}: from which level on a board logs. */
final class LogLevelCommand implements Magic.Action {
    private static final String DEFAULT = "default";

    static Magic row() {
        return Magic.row("loglevel", "set from which level on the board logs, until its next reset")
                .description(
                        "LEVEL is debug, info, warning, error or critical, or default, which takes the setting back."
                                + " Without LOGGER it holds for all loggers.")
                .arguments(
                        Argument.one("LEVEL", ArgumentKind.TEXT)
                                .choices("debug", "info", "warning", "error", "critical", DEFAULT),
                        Argument.maybe("LOGGER", ArgumentKind.TEXT))
                .json("board level logger")
                .runs(new LogLevelCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        String word = arguments.word(0);
        LogLevel level = LogLevel.of(word);
        if (level == null && !word.equals(DEFAULT)) {
            throw new UsageException(
                    "%loglevel: '" + word + "' is neither debug, info, warning, error, critical nor default");
        }
        Board board = context.board();
        String name = level == null ? DEFAULT : level.word();
        context.await(board.logLevel(name, arguments.count() > 1 ? arguments.word(1) : null));
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("level", name);
            object.addProperty("logger", arguments.count() > 1 ? arguments.word(1) : null);
            context.output().json(object);
            return;
        }
        context.output()
                .note(board.address() + " logs from " + name + " on"
                        + (arguments.count() > 1 ? " (" + arguments.word(1) + ")" : ""));
    }
}
