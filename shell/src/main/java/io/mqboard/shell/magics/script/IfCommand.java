package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %if}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class IfCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("if", "run what follows only if a condition holds")
                .description(
                        "Up to %elif, %else or %end. CONDITION is WORD, WORD == WORD (or != < <= > >=) or %MAGIC, whose text counts; not turns it round.")
                .arguments(Argument.several("CONDITION", ArgumentKind.TEXT))
                .offline()
                .runs(new IfCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%if begins a block that %end ends; write it in full on a line of its own");
    }
}
