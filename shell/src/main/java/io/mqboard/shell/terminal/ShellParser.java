package io.mqboard.shell.terminal;

import io.mqboard.shell.script.Statement;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Cuts lines for the completer. Whether a line may be run is not asked here: {@link EditKeys} decides that when Enter comes. */
final class ShellParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        String text = line.substring(0, cursor);
        return Statement.of(text, null, 1).kind() == Statement.Kind.PYTHON
                ? ShellLine.ofName(text)
                : ShellLine.ofWords(text);
    }

    @Override
    public boolean isEscapeChar(char ch) {
        return false;
    }
}
