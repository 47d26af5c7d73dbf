package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %onerror}: what an error does to a script. */
final class OnErrorCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("onerror", "what an error does to a script: stop or continue")
                .description("A script that continues ends with the code of its last failure.")
                .arguments(Argument.one("WHAT", ArgumentKind.TEXT).choices("stop", "continue"))
                .offline()
                .runs(new OnErrorCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        String what = arguments.word(0);
        if (!what.equals("stop") && !what.equals("continue")) {
            throw new UsageException("%onerror: stop or continue, not " + what);
        }
        context.scripts().goOnAfterErrors(what.equals("continue"));
    }
}
