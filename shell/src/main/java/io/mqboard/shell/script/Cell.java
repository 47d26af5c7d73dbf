package io.mqboard.shell.script;

import io.mqboard.shell.python.PythonSource;

/** Text of several lines for a magic, as IPython has it: {@code %%eval}, the lines, and a blank one. */
public final class Cell {
    private Cell() {}

    /** Whether a statement is the first line of one. */
    public static boolean opens(Statement statement) {
        return statement.kind() == Statement.Kind.MAGIC && statement.text().startsWith("%");
    }

    /** The first line as a statement that takes the lines as they are. */
    static Statement head(Statement first) {
        String head = first.text().substring(1).strip() + " <<'END'";
        return new Statement(Statement.Kind.MAGIC, head, first.file(), first.line());
    }

    /** Whether its text, the first line included, has the blank line at its end; a line that is only begun counts. */
    public static boolean isClosed(String text) {
        int last = text.lastIndexOf('\n');
        return last > 0 && ends(text.substring(text.indexOf('\n') + 1, last + 1), text.substring(last + 1), "");
    }

    /**
     * Whether a line is the blank one that ends it: nothing before it is open, and what follows is not indented.
     *
     * @param body the lines before it
     * @param following the line after it, empty if there is none
     */
    static boolean ends(String body, String line, String following) {
        boolean indented = !following.isBlank() && Character.isWhitespace(following.charAt(0));
        return line.isBlank()
                && !indented
                && PythonSource.of(body).completeness() != PythonSource.Completeness.INCOMPLETE;
    }
}
