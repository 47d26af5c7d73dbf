package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %else}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class ElseCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("else", "what to run if no condition of %if holds")
                .description("Between %if and its %end.")
                .offline()
                .runs(new ElseCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%else stands between %if and %end only");
    }
}
