package io.mqboard.shell.magics.session;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicHelp;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.command.Subject;
import io.mqboard.shell.output.Output;
import java.util.ArrayList;
import java.util.List;

/** {@code %help}: what the table says. */
final class HelpCommand implements Magic.Action {
    private static final int WIDTH = 78;
    private static final int COLUMN = 9;

    static Magic row() {
        return Magic.row("help", "explain a magic, list those of a subject, or give an overview")
                .aliases("man")
                .arguments(Argument.maybe("MAGIC", ArgumentKind.MAGIC)
                        .choices("boards", "python", "files", "updates", "logs", "scripts", "session"))
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
        MagicTable magics = context.magics();
        boolean magic = magics.has(MagicTable.bare(name));
        for (Subject subject : magics.subjects()) {
            if (subject.name().equals(name) && !magic) {
                ListMagicsCommand.print(context, subject.magics());
                return;
            }
        }
        explain(context, magics.find(MagicTable.bare(name)));
    }

    private static void explain(Context context, Magic magic) {
        if (context.settings().json()) {
            context.output().json(ListMagicsCommand.json(magic));
            return;
        }
        MagicHelp.lines(magic).forEach(context.output()::println);
        for (Subject subject : context.magics().subjects()) {
            if (subject.name().equals(magic.name())) {
                context.output().println("See also:");
                names(
                                subject.magics().stream()
                                        .filter(other -> !other.name().equals(magic.name()))
                                        .toList(),
                                "    ")
                        .forEach(context.output()::println);
            }
        }
    }

    /** Not longer than a small terminal is high. */
    private static void overview(Context context) {
        if (context.settings().json()) {
            ListMagicsCommand.print(context, context.magics().rows());
            return;
        }
        Output output = context.output();
        output.println("A line with % is a magic, with ! a command for this computer; any other line is");
        output.println("Python for the board. :PATH is on the board, ADDRESS:PATH on another one.");
        output.println("Begin with %boards, %board NAME, 1 + 1, %ls, %put FILE :FILE and %logs.");
        output.println("");
        for (Subject subject : context.magics().subjects()) {
            String title = subject.name()
                    + " ".repeat(Math.max(1, COLUMN - subject.name().length()));
            names(subject.magics(), title).forEach(output::println);
        }
        output.println("");
        output.println("%help files (or boards ...) says what those magics do, MAGIC? or %help MAGIC");
        output.println("all about one. Ctrl-C interrupts the board, Ctrl-D leaves, Tab completes.");
    }

    /** Lines of names, the first of them behind a title. */
    private static List<String> names(List<Magic> magics, String title) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(title);
        for (Magic magic : magics) {
            if (line.length() + magic.name().length() + 2 > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                line.append(" ".repeat(title.length()));
            }
            line.append('%').append(magic.name()).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
