package io.mqboard.shell.script;

/** Runs one statement. */
final class StatementRunner {
    private final ShellContext context;

    StatementRunner(ShellContext context) {
        this.context = context;
    }

    void run(Statement statement) throws Exception {
        context.output().detail(statement.text());
    }
}
