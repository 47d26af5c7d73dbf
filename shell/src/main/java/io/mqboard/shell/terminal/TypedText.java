package io.mqboard.shell.terminal;

import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.script.Statement;
import java.util.ArrayList;
import java.util.List;

/** What stands at the prompt: usually one statement, after a paste perhaps many. */
final class TypedText {
    private final List<Statement> statements = new ArrayList<>();
    /** The Python that the text ends with, blank lines included; empty if it ends with something else. */
    private final String lastBlock;

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
                if (line.kind() != Statement.Kind.EMPTY) {
                    statements.add(line);
                }
                at = lineEnd;
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
        return PythonSource.of(lastBlock).completeness() == PythonSource.Completeness.COMPLETE;
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
