package io.mqboard.shell.magics.shortcuts;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %macro}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class MacroCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("macro", "give the lines that follow, up to %end, a name")
                .description(
                        "%NAME runs them; what stands behind the name is $1 and so on in them. %alias lists the names, %alias -d forgets one.")
                .arguments(Argument.one("NAME", ArgumentKind.TEXT))
                .offline()
                .runs(new MacroCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%macro begins a block that %end ends; write it in full on a line of its own");
    }
}
