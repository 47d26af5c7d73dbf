package io.mqboard.shell.magics.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %for}: known to the parser of scripts; as a statement of its own it stands in the wrong place. */
final class ForCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("for", "run a block for each word, or for each board")
                .description(
                        "Up to %end, $NAME being the word. With the name BOARD the words are boards, globs or groups; each is selected in turn, and the code is 4 if some of them fail.")
                .arguments(
                        Argument.one("NAME", ArgumentKind.TEXT),
                        Argument.one("in", ArgumentKind.TEXT).choices("in"),
                        Argument.any("WORD", ArgumentKind.BOARD))
                .offline()
                .runs(new ForCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws UsageException {
        throw new UsageException("%for begins a block that %end ends; write it in full on a line of its own");
    }
}
