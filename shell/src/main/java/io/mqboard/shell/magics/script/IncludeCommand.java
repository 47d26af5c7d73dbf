package io.mqboard.shell.magics.script;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %include}: the lines of another script, with the variables of this one. */
final class IncludeCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("include", "run the lines of a script as if they stood here")
                .description(
                        "FILE is sought beside the script that includes it. %run gives a script variables of its own.")
                .arguments(Argument.one("FILE", ArgumentKind.LOCAL_PATH))
                .offline()
                .runs(new IncludeCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        context.scripts().include(arguments.word(0));
    }
}
