package io.mqboard.shell.magics.session;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import java.util.List;

/** {@code %paste}: what was copied runs as if it were a script. */
final class PasteCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("paste", "run what was copied, or lines up to Ctrl-D")
                .description(
                        "The text comes from the clipboard, by wl-paste, xclip, xsel, pbpaste or tmux; where none of them works,"
                                + " the lines that are typed or pasted now are taken, up to Ctrl-D on a line of its own.")
                .json(JsonFields.PYTHON)
                .runs(new PasteCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<List<String>> programs = Clipboard.programs(System.getenv(), System.getProperty("os.name", ""));
        String text = Clipboard.read(programs);
        if (text == null) {
            text = typed(context);
        } else {
            context.output().note(text.lines().count() + " lines from the clipboard");
        }
        if (text.isBlank()) {
            throw new UsageException("%paste: there is nothing to run");
        }
        context.scripts().runText(text, "<paste>");
    }

    /** Lines as MicroPython's paste mode takes them. */
    private static String typed(Context context) throws Exception {
        context.output().note("paste the lines; Ctrl-D ends them, Ctrl-C takes none");
        StringBuilder text = new StringBuilder();
        for (String line = context.questions().ask("=== ", false);
                line != null;
                line = context.questions().ask("=== ", false)) {
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
