package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;

/** {@code %cat}: the content of files. */
final class CatCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("cat", "print files of the board")
                .description(
                        "On a terminal control characters are shown as escapes; elsewhere the bytes come as they are.")
                .arguments(Argument.several(":FILE", ArgumentKind.REMOTE_PATH_PLAIN))
                .runs(new CatCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (Target target : Expansion.targets(context, arguments.words())) {
            print(context, target);
        }
    }

    /** Prints one file: escaped on a terminal, as it is elsewhere. */
    static void print(Context context, Target target) throws Exception {
        FilePrinter printer = new FilePrinter(context.output());
        try {
            context.await(target.board().read(target.path(), printer));
        } finally {
            printer.end();
        }
    }
}
