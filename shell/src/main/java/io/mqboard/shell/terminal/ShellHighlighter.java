package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.Token;
import io.mqboard.shell.script.Statement;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours Python and the names of magics while they are typed. */
final class ShellHighlighter implements Highlighter {
    /** Beyond this a text is a paste that nobody reads at the prompt. */
    private static final int MAX_LENGTH = 50_000;

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle KEYWORD = PLAIN.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle COMMENT = PLAIN.faint();
    private static final AttributedStyle MAGIC = PLAIN.bold();
    private static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED);

    private final MagicTable magics;
    private final boolean color;

    ShellHighlighter(MagicTable magics, boolean color) {
        this.magics = magics;
        this.color = color;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (!color || buffer.length() > MAX_LENGTH) {
            return new AttributedString(buffer);
        }
        return switch (Statement.of(buffer, null, 1).kind()) {
            case PYTHON -> python(buffer);
            case MAGIC -> magic(buffer);
            default -> new AttributedString(buffer);
        };
    }

    private static AttributedString python(String source) {
        AttributedStringBuilder styled = new AttributedStringBuilder(source.length());
        int end = 0;
        for (Token token : PythonSource.of(source).tokens()) {
            styled.append(source, end, token.start());
            styled.styled(style(token.kind()), token.text(source));
            end = token.end();
        }
        return styled.append(source, end, source.length()).toAttributedString();
    }

    private static AttributedStyle style(Token.Kind kind) {
        return switch (kind) {
            case KEYWORD -> KEYWORD;
            case STRING -> STRING;
            case NUMBER -> NUMBER;
            case COMMENT -> COMMENT;
            default -> PLAIN;
        };
    }

    private AttributedString magic(String line) {
        int start = line.indexOf('%');
        int end = start;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return new AttributedStringBuilder(line.length())
                .append(line, 0, start)
                .styled(isKnown(line.substring(start, end)) ? MAGIC : WRONG, line.substring(start, end))
                .append(line, end, line.length())
                .toAttributedString();
    }

    private boolean isKnown(String name) {
        try {
            magics.find(name.replaceFirst("^%+", ""));
            return true;
        } catch (UsageException e) {
            return false;
        }
    }
}
