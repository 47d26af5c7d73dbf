package io.mqboard.shell.magics.session;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicHelp;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.output.Output;

/** {@code %help}: what the table says. */
final class HelpCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("help", "explain a magic, or list all")
                .aliases("man")
                .arguments(Argument.maybe("MAGIC", ArgumentKind.MAGIC))
                .offline()
                .json("magic usage summary json")
                .runs(new HelpCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (arguments.count() == 0) {
            overview(context);
            return;
        }
        String name = arguments.word(0);
        Magic magic = context.magics().find(MagicTable.bare(name));
        if (context.settings().json()) {
            context.output().json(ListMagicsCommand.json(magic));
            return;
        }
        MagicHelp.lines(magic).forEach(context.output()::println);
    }

    private static void overview(Context context) {
        if (context.settings().json()) {
            ListMagicsCommand.print(context);
            return;
        }
        Output output = context.output();
        output.println(
                "A line that begins with % is a magic, with ! a local command; any other line is Python for the board.");
        output.println(
                ":PATH is a path on the selected board, ADDRESS:PATH one on another. Ctrl-C interrupts, Ctrl-D leaves.");
        output.println("");
        ListMagicsCommand.print(context);
        output.println("");
        output.println("%help MAGIC and MAGIC? explain one.");
    }
}
