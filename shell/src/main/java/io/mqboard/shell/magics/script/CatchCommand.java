package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %catch}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class CatchCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("catch", "what to run if a block of %try fails")
                .description("$NAME is the message, $? the exit code.")
                .arguments(Argument.maybe("NAME", ArgumentKind.TEXT))
                .offline()
                .runs(new CatchCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%catch stands between %try and %end only");
    }
}
