package io.mqboard.shell.magics.script;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;

/** {@code %echo}: its words as a line of data. */
final class EchoCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("echo", "print words")
                .description("-- before words that begin with a dash.")
                .arguments(Argument.any("WORD", ArgumentKind.TEXT))
                .offline()
                .json(JsonFields.TEXT)
                .runs(new EchoCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) {
        for (String line : String.join(" ", arguments.words()).split("\n", -1)) {
            context.output().println(SafeText.line(line));
        }
    }
}
