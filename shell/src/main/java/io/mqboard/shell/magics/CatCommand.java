package io.mqboard.shell.magics;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %cat}: the content of files. */
final class CatCommand implements Magic.Action {
    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.words()) {
            print(context, Target.of(context, word));
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
