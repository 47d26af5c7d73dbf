package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %end}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class EndCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("end", "end a block of %if, %for or %try")
                .description("Each block has one.")
                .offline()
                .runs(new EndCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%end has no %if, %for or %try before it");
    }
}
