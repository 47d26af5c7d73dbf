package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %try}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class TryCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("try", "run a block that may fail")
                .description("Up to %end. An error ends the block; %catch NAME begins what is run then.")
                .offline()
                .runs(new TryCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%try begins a block that %end ends; write it in full on a line of its own");
    }
}
