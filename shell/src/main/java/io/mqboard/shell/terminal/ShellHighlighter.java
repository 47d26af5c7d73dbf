package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.python.Token;
import io.mqboard.shell.script.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** Colours what is typed: Python, magics with their options and strings, and what cannot be right. Behind it stands the suggestion. */
final class ShellHighlighter implements Highlighter {
    /** Beyond this a text is a paste that nobody reads at the prompt. */
    private static final int MAX_LENGTH = 50_000;

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle KEYWORD = PLAIN.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle FAINT = PLAIN.faint();
    private static final AttributedStyle MAGIC = PLAIN.bold();
    private static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED);

    private final MagicTable magics;
    private final BooleanSupplier color;

    ShellHighlighter(MagicTable magics, BooleanSupplier color) {
        this.magics = magics;
        this.color = color;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (!color.getAsBoolean() || buffer.length() > MAX_LENGTH) {
            return new AttributedString(buffer);
        }
        AttributedStringBuilder styled = new AttributedStringBuilder(buffer.length());
        int at = 0;
        while (at < buffer.length()) {
            at = statement(buffer, at, styled);
        }
        if (reader instanceof ShellReader typing) {
            styled.styled(FAINT, typing.suggestion());
        }
        return styled.toAttributedString();
    }

    /** Appends the statement that begins at an index; returns where it ends. */
    private int statement(String text, int at, AttributedStringBuilder styled) {
        int lineEnd = text.indexOf('\n', at) + 1;
        lineEnd = lineEnd == 0 ? text.length() : lineEnd;
        String line = text.substring(at, lineEnd);
        switch (Statement.of(line, null, 1).kind()) {
            case PYTHON -> {
                String rest = text.substring(at);
                int end = Math.max(1, PythonSource.of(rest).firstStatementEnd());
                python(rest.substring(0, end), styled);
                return at + end;
            }
            case MAGIC, RESULT -> {
                int start = line.indexOf('%');
                styled.append(line, 0, start);
                if (magic(line.substring(start), styled)) {
                    python(text.substring(lineEnd), styled);
                    return text.length();
                }
            }
            default -> styled.append(line);
        }
        return lineEnd;
    }

    private static void python(String source, AttributedStringBuilder styled) {
        int end = 0;
        Deque<Character> open = new ArrayDeque<>();
        for (Token token : PythonSource.of(source).tokens()) {
            styled.append(source, end, token.start());
            styled.styled(style(token, source, open), token.text(source));
            end = token.end();
        }
        styled.append(source, end, source.length());
    }

    private static AttributedStyle style(Token token, String source, Deque<Character> open) {
        return switch (token.kind()) {
            case KEYWORD -> KEYWORD;
            case STRING -> token.isClosed(source) ? STRING : WRONG;
            case NUMBER -> NUMBER;
            case COMMENT -> FAINT;
            case OPERATOR -> fits(source.charAt(token.start()), open) ? PLAIN : WRONG;
            default -> PLAIN;
        };
    }

    /** Whether a bracket closes the one that was opened last. */
    private static boolean fits(char c, Deque<Character> open) {
        int closing = ")]}".indexOf(c);
        if (closing >= 0) {
            return !open.isEmpty() && open.pop() == "([{".charAt(closing);
        }
        if ("([{".indexOf(c) >= 0) {
            open.push(c);
        }
        return true;
    }

    /** Appends a magic's first line; returns whether what follows on other lines is Python for it. */
    private boolean magic(String line, AttributedStringBuilder styled) {
        int start = line.startsWith("%%") ? 2 : 1;
        int end = start;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String name = line.substring(start, end);
        Magic magic = find(name);
        boolean begun = end == line.length() && begins(name);
        styled.styled(magic != null || begun ? MAGIC : WRONG, line.substring(0, end));
        String rest = line.substring(end);
        if (magic != null && magic.takesText() && !rest.contains("<<")) {
            python(rest, styled);
        } else {
            words(rest, styled);
        }
        return magic != null && magic.takesText() && (start == 2 || rest.contains("<<"));
    }

    /** Options, strings, and a quote that has no end. */
    private static void words(String text, AttributedStringBuilder styled) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean first = at == 0 || Character.isWhitespace(text.charAt(at - 1));
            int end = at + 1;
            if (c == '\\') {
                end = Math.min(end + 1, text.length());
                styled.append(text, at, end);
            } else if (c == '"' || c == '\'') {
                end = closing(text, at);
                boolean closed = end > at + 1 && text.charAt(end - 1) == c;
                styled.styled(closed ? STRING : WRONG, text.substring(at, end));
            } else if (first && c == '-') {
                while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '=') {
                    end++;
                }
                styled.styled(NUMBER, text.substring(at, end));
            } else {
                styled.append(text, at, end);
            }
            at = end;
        }
    }

    /** The index behind the quote that closes the one at an index; the text's end if there is none. */
    private static int closing(String text, int start) {
        char quote = text.charAt(start);
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private @Nullable Magic find(String name) {
        try {
            return magics.find(name);
        } catch (UsageException e) {
            return null;
        }
    }

    private boolean begins(String name) {
        return magics.rows().stream().anyMatch(magic -> magic.name().startsWith(name));
    }
}
