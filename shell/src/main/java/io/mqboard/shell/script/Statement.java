package io.mqboard.shell.script;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing to run.
 *
 * @param kind what it is
 * @param text without the mark that made it this kind
 * @param words a magic's name and arguments when somebody else has split them, else null
 * @param file where it stands, for errors, or null at a prompt
 * @param line line of its beginning, from 1; 0 if the place has no lines
 * @param parts of a block, all statements from its first to its last line, blocks within it among them; else empty
 */
public record Statement(
        Kind kind,
        String text,
        @Nullable List<String> words,
        @Nullable String file,
        int line,
        List<Statement> parts) {
    private static final Pattern RESULT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\s*=\\s*%[A-Za-z].*", Pattern.DOTALL);

    /** A statement whose words are not split yet. */
    public Statement(Kind kind, String text, @Nullable String file, int line) {
        this(kind, text, null, file, line, List.of());
    }

    /** A block of these. */
    static Statement block(List<Statement> parts) {
        Statement first = parts.get(0);
        return new Statement(Kind.BLOCK, first.text(), null, first.file(), first.line(), List.copyOf(parts));
    }

    /** The same with lines behind it, up to the end mark that it names. */
    Statement with(String body) {
        return new Statement(kind, text + "\n" + body, file, line);
    }

    /** What a statement can be. */
    public enum Kind {
        /** Nothing, or a comment. */
        EMPTY,
        /** A magic's name and arguments; behind a line end the text that stands up to the end mark. */
        MAGIC,
        /** A name, an equals sign and a magic, whose text the variable becomes. */
        RESULT,
        /** From {@code %if}, {@code %for} or {@code %try} to its {@code %end}. */
        BLOCK,
        /** A command for the local system's shell. */
        LOCAL,
        /** A name to explain. */
        HELP,
        /** Python for the board, a whole block. */
        PYTHON
    }

    /** Where it stands, as errors begin: {@code file:line: }, or empty at a prompt. */
    public String place() {
        if (file == null) {
            return "";
        }
        return line == 0 ? file + ": " : file + ":" + line + ": ";
    }

    /** Tells the kind of what was typed at a prompt or stands in a script: a line, or several lines of Python. */
    public static Statement of(String text, @Nullable String file, int line) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return new Statement(Kind.EMPTY, "", file, line);
        }
        char mark = trimmed.charAt(0);
        if (mark == '%' || mark == '!' || mark == '?') {
            Kind kind = mark == '%' ? Kind.MAGIC : mark == '!' ? Kind.LOCAL : Kind.HELP;
            return new Statement(kind, trimmed.substring(1).strip(), file, line);
        }
        if (isQuestion(trimmed)) {
            return new Statement(Kind.HELP, trimmed.substring(0, trimmed.length() - 1), file, line);
        }
        if (trimmed.indexOf('%') > 0 && RESULT.matcher(trimmed).matches()) {
            return new Statement(Kind.RESULT, trimmed, file, line);
        }
        return new Statement(Kind.PYTHON, text, file, line);
    }

    /** {@code name?}: a dotted name, perhaps a magic's, and nothing else before the mark. */
    private static boolean isQuestion(String text) {
        int last = text.length() - 1;
        if (last == 0 || text.charAt(last) != '?') {
            return false;
        }
        for (int i = 0; i < last; i++) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '.') {
                return false;
            }
        }
        return true;
    }
}
