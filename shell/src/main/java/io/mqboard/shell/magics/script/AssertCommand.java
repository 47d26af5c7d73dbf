package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %assert}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class AssertCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("assert", "fail unless a condition holds")
                .description("CONDITION as for %if.")
                .arguments(Argument.several("CONDITION", ArgumentKind.TEXT))
                .offline()
                .runs(new AssertCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%assert is written in full");
    }
}
