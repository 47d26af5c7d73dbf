package io.mqboard.shell.terminal;

import io.mqboard.shell.python.PythonSource;
import io.mqboard.shell.script.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands at the prompt: usually one statement, after a paste perhaps many. */
final class TypedText {
    private final List<Statement> statements = new ArrayList<>();
    /** The Python that the text ends with, blank lines included; empty if it ends with something else. */
    private final String lastBlock;

    TypedText(String text) {
        @Nullable StringBuilder block = null;
        for (String line : outdented(text).split("\n", -1)) {
            if (block != null && PythonSource.of(block.toString()).takes(line)) {
                block.append('\n').append(line);
            } else {
                end(block);
                block = null;
                Statement statement = Statement.of(line, null, 1);
                if (statement.kind() == Statement.Kind.PYTHON) {
                    block = new StringBuilder(line);
                } else if (statement.kind() != Statement.Kind.EMPTY) {
                    statements.add(statement);
                }
            }
        }
        end(block);
        lastBlock = block == null ? "" : block.toString();
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

    private void end(@Nullable StringBuilder block) {
        if (block != null && !PythonSource.of(block.toString()).isBlank()) {
            statements.add(Statement.of(block.toString().stripTrailing(), null, 1));
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
