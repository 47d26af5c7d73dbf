package io.mqboard.shell.script;

import io.mqboard.shell.python.PythonSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Statements from the lines of a script, of {@code -c} or of a pipe. A block of Python is one statement. No line is read before it is
 * needed, so that a program at the other end of a pipe may wait for an answer.
 */
public final class Lines implements StatementSource {
    /** Where lines come from. */
    public interface Input {
        /** The next line without its end, or null. */
        @Nullable
        String read() throws IOException;
    }

    /** The longest block that is taken, in characters; more is hardly meant. */
    private static final int MAX_BLOCK = 1024 * 1024;

    private final Input input;
    private final String name;
    private final boolean semicolons;
    private final Deque<Statement> ready = new ArrayDeque<>();
    private @Nullable String ahead;
    private boolean ended;
    private int number;

    /**
     * Statements from these lines.
     *
     * @param input the lines
     * @param name what errors call the place
     * @param semicolons whether a semicolon separates magics
     */
    public Lines(Input input, String name, boolean semicolons) {
        this.input = input;
        this.name = name;
        this.semicolons = semicolons;
    }

    /** Statements of a text. */
    public static Lines of(String text, String name, boolean semicolons) {
        return new Lines(new TextInput(text), name, semicolons);
    }

    @Override
    public @Nullable Statement next() throws IOException {
        while (ready.isEmpty()) {
            String line = line();
            if (line == null) {
                return null;
            }
            take(line);
        }
        return ready.poll();
    }

    @Override
    public boolean goesOnAfter(int exitCode) {
        return false;
    }

    private @Nullable String line() throws IOException {
        String line = peek();
        ahead = null;
        number += line == null ? 0 : 1;
        return line;
    }

    private @Nullable String peek() throws IOException {
        if (ahead == null && !ended) {
            ahead = input.read();
            ended = ahead == null;
        }
        return ahead;
    }

    private void take(String line) throws IOException {
        String text = line.strip();
        if (text.isEmpty() || text.charAt(0) == '#') {
            return;
        }
        int first = number;
        Statement statement = Statement.of(line, name, first);
        if (statement.kind() == Statement.Kind.PYTHON) {
            ready.add(new Statement(Statement.Kind.PYTHON, block(line), name, first));
        } else if (semicolons) {
            split(text, first);
        } else {
            ready.add(statement);
        }
    }

    /** The line and those after it that belong to the same statement. */
    private String block(String first) throws IOException {
        PythonSource source = PythonSource.of(first);
        StringBuilder block = new StringBuilder(first);
        while (source.completeness() != PythonSource.Completeness.COMPLETE || endsBlank(block)) {
            String next = peek();
            if (next == null || !source.takes(next) || block.length() > MAX_BLOCK) {
                break;
            }
            block.append('\n').append(line());
            source = PythonSource.of(block.toString());
        }
        return block.toString();
    }

    /** At a prompt a blank line ends a block, in a script the block may go on behind it. */
    private static boolean endsBlank(StringBuilder block) {
        int start = block.lastIndexOf("\n");
        return start >= 0 && block.substring(start).isBlank();
    }

    /** What stands behind a semicolon is a statement of its own: a magic, a local command, or Python up to the end of the line. */
    private void split(String text, int line) {
        String rest = text;
        while (!rest.isEmpty()) {
            int end = rest.charAt(0) == '%' ? separator(rest) : rest.length();
            String part = rest.substring(0, end).strip();
            rest = end < rest.length() ? rest.substring(end + 1).strip() : "";
            if (!part.isEmpty()) {
                ready.add(Statement.of(part, name, line));
            }
        }
    }

    /** The first semicolon outside quotes; within the Python of %eval only one before a mark, because others are Python's. */
    private static int separator(String text) {
        boolean python = text.startsWith("%e");
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ';' && !(python && !markFollows(text, i + 1))) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean markFollows(String text, int start) {
        String rest = text.substring(start).stripLeading();
        return rest.isEmpty() || rest.charAt(0) == '%' || rest.charAt(0) == '!';
    }

    /** The lines of a text. */
    private static final class TextInput implements Input {
        private final String text;
        private int at;

        TextInput(String text) {
            this.text = text;
        }

        @Override
        public @Nullable String read() {
            if (at >= text.length()) {
                return null;
            }
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end);
            at = end + 1;
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }
    }
}
