package io.mqboard.shell.magics.session;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.Output;

/** {@code %help}: what the table says. */
final class HelpCommand implements Magic.Action {
    private static final int WIDTH = 78;

    static Magic row() {
        return Magic.row("help", "explain a magic, or list all")
                .aliases("man")
                .arguments(Argument.maybe("MAGIC", ArgumentKind.MAGIC))
                .offline()
                .runs(new HelpCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (arguments.count() == 0) {
            overview(context);
            return;
        }
        String name = arguments.word(0);
        explain(context.magics().find(name.startsWith("%") ? name.substring(1) : name), context.output());
    }

    private static void overview(Context context) {
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

    private static void explain(Magic magic, Output output) {
        output.println("%" + magic.usage());
        output.println("    " + magic.summary());
        for (String alias : magic.aliases()) {
            output.println("    also called %" + alias);
        }
        for (Flag flag : magic.flags()) {
            String value = flag.value() == null ? "" : " " + flag.value();
            String letter = flag.hasLetter() ? "-" + flag.letter() + ", " : "    ";
            output.println("  " + letter + "--" + flag.name() + value + "  " + flag.summary());
        }
        if (!magic.description().isEmpty()) {
            wrap(magic.description(), output);
        }
    }

    private static void wrap(String text, Output output) {
        int start = 0;
        while (text.length() - start > WIDTH) {
            int end = text.lastIndexOf(' ', start + WIDTH);
            end = end <= start ? start + WIDTH : end;
            output.println(text.substring(start, end));
            start = end + 1;
        }
        output.println(text.substring(start));
    }
}
