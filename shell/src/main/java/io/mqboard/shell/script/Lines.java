package io.mqboard.shell.script;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.python.PythonSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
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

    /** Before text that is Python, in which a semicolon means something else. */
    private static final Pattern PYTHON =
            Pattern.compile("([A-Za-z_]\\w*\\s*=\\s*)?%((if|elif|assert)\\s+(not\\s+)?%)?(ev|ex(e|$|\\s))");

    private final Input input;
    private final @Nullable String name;
    private final boolean semicolons;
    private final Deque<Statement> ready = new ArrayDeque<>();
    private @Nullable String ahead;
    private boolean ended;
    private int number;
    /** Within a block Python is indented as one likes. */
    private boolean inBlock;

    /**
     * Statements from these lines.
     *
     * @param input the lines
     * @param name what errors call the place, or null at a prompt
     * @param semicolons whether a semicolon separates magics
     */
    public Lines(Input input, @Nullable String name, boolean semicolons) {
        this.input = input;
        this.name = name;
        this.semicolons = semicolons;
    }

    /** Statements of a text. */
    public static Lines of(String text, @Nullable String name, boolean semicolons) {
        return new Lines(new TextInput(text), name, semicolons);
    }

    @Override
    public @Nullable Statement next() throws IOException, UsageException {
        Statement statement = flat();
        return statement == null || !Structure.opens(statement) ? statement : collected(statement);
    }

    /** The statement and all up to its %end. */
    private Statement collected(Statement opener) throws IOException, UsageException {
        Structure structure = new Structure();
        inBlock = true;
        for (Statement next = opener; !structure.add(next); ) {
            Statement following = flat();
            if (following == null) {
                throw structure.unclosed();
            }
            next = following;
        }
        inBlock = false;
        return structure.block();
    }

    /** How many lines the statements until now are made of. */
    public int taken() {
        return number;
    }

    private @Nullable Statement flat() throws IOException, UsageException {
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

    private void take(String line) throws IOException, UsageException {
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
            ready.add(withBody(statement));
        }
    }

    /** The statement with the lines up to its end mark, if it names one. */
    private Statement withBody(Statement statement) throws IOException, UsageException {
        String mark = Heredoc.mark(statement);
        if (mark == null) {
            return Cell.opens(statement) ? cell(statement) : statement;
        }
        StringBuilder body = new StringBuilder();
        String indent = "";
        for (String next = line(); next == null || !next.strip().equals(mark); next = line()) {
            if (next == null || body.length() > MAX_BLOCK) {
                throw new MisplacedException(statement.place() + "<<" + mark + " has no line " + mark + " behind it");
            }
            indent = body.length() == 0 ? indentation(next) : indent;
            body.append(outdented(next, indent)).append('\n');
        }
        return statement.with(body.toString());
    }

    /** A cell with the lines up to the blank one that ends it, or to the end. */
    private Statement cell(Statement first) throws IOException {
        StringBuilder body = new StringBuilder();
        String next = line();
        while (next != null && body.length() < MAX_BLOCK) {
            String following = next.isBlank() ? peek() : null;
            if (Cell.ends(body.toString(), next, following == null ? "" : following)) {
                break;
            }
            body.append(next).append('\n');
            next = line();
        }
        return Cell.head(first).with(body.toString());
    }

    /** The line and those after it that belong to the same statement. */
    private String block(String first) throws IOException {
        String indent = inBlock ? indentation(first) : "";
        PythonSource source = PythonSource.of(outdented(first, indent));
        StringBuilder block = new StringBuilder(source.text());
        while (source.completeness() != PythonSource.Completeness.COMPLETE || endsBlank(block)) {
            String next = peek();
            if (next == null || !belongs(source, next, indent) || block.length() > MAX_BLOCK) {
                break;
            }
            line();
            block.append('\n').append(outdented(next, indent));
            source = PythonSource.of(block.toString());
        }
        return block.toString();
    }

    private static boolean belongs(PythonSource source, String next, String indent) {
        boolean open = source.completeness() == PythonSource.Completeness.INCOMPLETE;
        return (open || next.isBlank() || next.startsWith(indent)) && source.takes(outdented(next, indent));
    }

    private static String indentation(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static String outdented(String line, String indent) {
        return line.startsWith(indent) ? line.substring(indent.length()) : line;
    }

    /** At a prompt a blank line ends a block, in a script the block may go on behind it. */
    private static boolean endsBlank(StringBuilder block) {
        int start = block.lastIndexOf("\n");
        return start >= 0 && block.substring(start).isBlank();
    }

    /** What stands behind a semicolon is a statement of its own: a magic, a local command, or Python up to the end of the line. */
    private void split(String text, int line) throws IOException, UsageException {
        String rest = text;
        while (!rest.isEmpty()) {
            boolean magic = Statement.of(rest, name, line).kind() == Statement.Kind.RESULT || rest.charAt(0) == '%';
            int end = magic ? separator(rest) : rest.length();
            String part = rest.substring(0, end).strip();
            rest = end < rest.length() ? rest.substring(end + 1).strip() : "";
            if (!part.isEmpty()) {
                ready.add(withBody(Statement.of(part, name, line)));
            }
        }
    }

    /** The first semicolon outside quotes; within the Python of %eval only one before a mark, because others are Python's. */
    private static int separator(String text) {
        boolean python = PYTHON.matcher(text).lookingAt();
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
