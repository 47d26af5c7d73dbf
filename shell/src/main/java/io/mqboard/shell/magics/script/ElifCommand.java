package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %elif}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class ElifCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("elif", "another condition of %if")
                .description("Asked when those before it did not hold.")
                .arguments(Argument.several("CONDITION", ArgumentKind.TEXT))
                .offline()
                .runs(new ElifCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%elif stands between %if and %end only");
    }
}
