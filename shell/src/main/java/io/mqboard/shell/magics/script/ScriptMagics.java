package io.mqboard.shell.magics.script;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** The words of scripts that are no commands to a board; see mqs(5). */
public final class ScriptMagics {
    private ScriptMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(
                AssertCommand.row(),
                CatchCommand.row(),
                EchoCommand.row(),
                ElifCommand.row(),
                ElseCommand.row(),
                EndCommand.row(),
                ForCommand.row(),
                IfCommand.row(),
                IncludeCommand.row(),
                OnErrorCommand.row(),
                SleepCommand.row(),
                TryCommand.row());
    }
}
