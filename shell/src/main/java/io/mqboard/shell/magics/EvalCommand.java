package io.mqboard.shell.magics;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.PythonCommand;

/** {@code %eval}: the rest of the line is Python. */
final class EvalCommand implements Magic.Action {
    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        PythonCommand.run(context, arguments.word(0));
    }
}
