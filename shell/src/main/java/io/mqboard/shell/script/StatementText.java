package io.mqboard.shell.script;

import java.util.stream.Collectors;

/** Statements as they are written in a script. */
final class StatementText {
    private StatementText() {}

    /** The lines of a statement, without a line end behind the last. */
    static String of(Statement statement) {
        return switch (statement.kind()) {
            case MAGIC, RESULT -> withMark(statement);
            case LOCAL -> "!" + statement.text();
            case HELP -> "?" + statement.text();
            case BLOCK -> statement.parts().stream().map(StatementText::of).collect(Collectors.joining("\n"));
            case PYTHON, EMPTY -> statement.text();
        };
    }

    /** A body ends with the mark that its first line names. */
    private static String withMark(Statement statement) {
        String text = (statement.kind() == Statement.Kind.MAGIC ? "%" : "") + statement.text();
        int end = statement.text().indexOf('\n');
        if (end < 0) {
            return text;
        }
        Statement head = new Statement(statement.kind(), statement.text().substring(0, end), null, 0);
        return (text.endsWith("\n") ? text : text + "\n") + Heredoc.mark(head);
    }
}
