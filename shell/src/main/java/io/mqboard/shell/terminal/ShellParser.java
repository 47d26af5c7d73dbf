package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.script.Statement;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Cuts lines for the completer. Whether a line may be run is not asked here: {@link EditKeys} decides that when Enter comes. */
final class ShellParser implements Parser {
    private final MagicTable magics;

    ShellParser(MagicTable magics) {
        this.magics = magics;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        String text = line.substring(0, cursor);
        Statement.Kind kind = Statement.of(text, null, 1).kind();
        if (kind == Statement.Kind.RESULT) {
            text = text.substring(text.indexOf('%'));
            kind = Statement.Kind.MAGIC;
        }
        boolean python = kind == Statement.Kind.PYTHON || (kind == Statement.Kind.MAGIC && isPython(text));
        return python ? ShellLine.ofName(text) : ShellLine.ofWords(text);
    }

    /** Whether a magic's text goes on as Python where it ends: behind its name and perhaps options, or on a line below. */
    private boolean isPython(String text) {
        String magic = text.stripLeading().replaceFirst("^%+", "");
        int name = 0;
        while (name < magic.length() && !Character.isWhitespace(magic.charAt(name))) {
            name++;
        }
        String rest = magic.substring(name);
        try {
            boolean option = rest.strip().startsWith("-") && rest.indexOf('\n') < 0;
            return !rest.isEmpty()
                    && !option
                    && magics.find(magic.substring(0, name)).takesText();
        } catch (UsageException e) {
            return false;
        }
    }

    @Override
    public boolean isEscapeChar(char ch) {
        return false;
    }
}
