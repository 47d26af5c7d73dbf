package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.script.Cell;
import io.mqboard.shell.script.Heredoc;
import io.mqboard.shell.script.Lines;
import io.mqboard.shell.script.Statement;
import io.mqboard.shell.script.Structure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What stands at the prompt: usually one statement, after a paste perhaps many. */
final class TypedText {
    private final List<Statement> statements = new ArrayList<>();
    /** The Python that the text ends with, blank lines included; empty if it ends with something else. */
    private final String lastBlock;
    /** Whether a block of a script's words has no end yet. */
    private boolean open;

    TypedText(String typed) {
        String text = outdented(typed);
        String block = "";
        int at = 0;
        while (at < text.length()) {
            int lineEnd = text.indexOf('\n', at) + 1;
            lineEnd = lineEnd == 0 ? text.length() : lineEnd;
            Statement line = Statement.of(text.substring(at, lineEnd), null, 1);
            block = "";
            if (line.kind() == Statement.Kind.PYTHON) {
                String rest = text.substring(at);
                block = rest.substring(0, PythonSource.of(rest).firstStatementEnd());
                add(block);
                at += block.length();
            } else {
                at = takesMore(line) ? collect(line, text, at) : lineEnd;
                if (at == lineEnd && line.kind() != Statement.Kind.EMPTY) {
                    statements.add(line);
                }
            }
        }
        lastBlock = block;
    }

    /** The statements in order; no empty ones, no blank lines at their ends. */
    List<Statement> statements() {
        return statements;
    }

    /** Whether Enter may run it: no block, bracket or string is open at its end. */
    boolean isComplete() {
        return !open && PythonSource.of(lastBlock).completeness() == PythonSource.Completeness.COMPLETE;
    }

    private static boolean takesMore(Statement line) {
        return Structure.opens(line) || Heredoc.mark(line) != null || Cell.opens(line);
    }

    /** Adds a statement of many lines and returns where it ends. */
    private int collect(Statement first, String text, int start) {
        Lines lines = Lines.of(text.substring(start), null, false);
        try {
            statements.add(Objects.requireNonNull(lines.next()));
        } catch (UsageException e) {
            // Its end is not typed yet. Should it never be, running it says so.
            open = true;
            statements.add(first);
            return text.length();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        int at = start;
        for (int i = 0; i < lines.taken(); i++) {
            at = text.indexOf('\n', at) + 1;
            at = at == 0 ? text.length() : at;
        }
        open = Cell.opens(first) && at == text.length() && !Cell.isClosed(text.substring(start));
        return at;
    }

    /** Whether it ends with a block that only the blank line at the end has closed. */
    boolean endsWithClosedBlock() {
        return isComplete()
                && PythonSource.of(lastBlock.stripTrailing()).completeness()
                        == PythonSource.Completeness.NEEDS_BLANK_LINE;
    }

    private void add(String block) {
        if (!PythonSource.of(block).isBlank()) {
            statements.add(Statement.of(block.stripTrailing(), null, 1));
        }
    }

    /** Text copied from inside a block is moved to the left by the indentation of its first line. */
    private static String outdented(String text) {
        int indent = 0;
        while (indent < text.length() && (text.charAt(indent) == ' ' || text.charAt(indent) == '\t')) {
            indent++;
        }
        if (indent == 0) {
            return text;
        }
        String indentation = text.substring(0, indent);
        return text.substring(indent).replace("\n" + indentation, "\n");
    }
}
