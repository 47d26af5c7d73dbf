package io.mqboard.shell.magics.session;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %quit}: ends the loop, or of a script within a script both. */
final class QuitCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("quit", "leave; so does Ctrl-D")
                .aliases("exit")
                .description("CODE is what the program ends with.")
                .arguments(Argument.maybe("CODE", ArgumentKind.TEXT))
                .offline()
                .runs(new QuitCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        context.quit(arguments.count() == 0 ? ExitCode.OK : code(arguments.word(0)));
    }

    private static int code(String word) throws UsageException {
        try {
            int code = Integer.parseInt(word);
            if (code >= 0 && code <= 255) {
                return code;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("%quit: exit codes are 0 to 255, not " + word);
    }
}
