package io.mqboard.shell.magics.python;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.PythonCommand;

/** {@code %eval}: the rest of the line is Python. */
final class EvalCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("eval", "run Python on the board; an expression prints its value")
                .aliases("exec")
                .description("The rest of the line is Python as it stands.")
                .arguments(Argument.one("PYTHON", ArgumentKind.PYTHON))
                .once()
                .json(JsonFields.PYTHON)
                .runs(new EvalCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        PythonCommand.run(context, arguments.word(0));
    }
}
