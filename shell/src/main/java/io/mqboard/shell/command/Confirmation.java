package io.mqboard.shell.command;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import java.util.Locale;

/** Never more than was asked: what cannot be undone is named first, and done only when somebody has said yes. */
public final class Confirmation {
    /** The option that says yes beforehand. */
    public static final Flag YES = Flag.of('y', "yes", "do it without asking");

    private Confirmation() {}

    /**
     * Returns if it may be done; else throws.
     *
     * @param what would be done, as a sentence without its end, such as {@code remove 3 files of demo/attic}; escaped
     */
    public static void require(Context context, Arguments arguments, String what) throws ShellException {
        if (arguments.has(YES.name())) {
            return;
        }
        String answer = context.questions().ask(what + "? [y/N] ", false);
        if (answer == null) {
            throw new UsageException("this would " + what + "; where nobody can be asked, --yes is needed");
        }
        String word = answer.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("y") && !word.equals("yes")) {
            throw new ShellException(ExitCode.FAILED, "nothing was done");
        }
    }
}
