package io.mqboard.shell.script;

import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/** The one loop: takes statements from a source and runs them until the source ends, a statement fails or a command quits. */
public final class Loop {
    private final ShellContext context;
    private final StatementSource source;
    private final StatementRunner runner;

    public Loop(ShellContext context, StatementSource source) {
        this.context = context;
        this.source = source;
        this.runner = new StatementRunner(context);
    }

    /** Runs all of it on the calling thread and returns the exit code. */
    public int run() {
        for (; ; ) {
            Statement statement = null;
            int code = ExitCode.OK;
            try {
                // Before the statement is there: a Ctrl-C from then on is meant for it.
                if (source.isPrompt()) {
                    context.begin();
                } else if (context.interrupted()) {
                    return ExitCode.INTERRUPTED;
                }
                statement = source.next();
                if (statement == null) {
                    return ExitCode.OK;
                }
                runner.run(statement);
            } catch (Exception e) {
                code = report(e, statement);
            }
            if (context.leaving()) {
                return context.exitCode();
            }
            if (code != ExitCode.OK && !source.goesOnAfter(code)) {
                return code;
            }
        }
    }

    private int report(Exception e, @Nullable Statement statement) {
        ErrorText text = ErrorText.of(e);
        String place = statement == null ? "" : statement.place();
        boolean inLines = statement != null && statement.file() != null && statement.line() > 0;
        if (inLines || !text.toldByTraceback()) {
            text.print(context.output(), place, context.settings().verbose());
        }
        return text.exitCode();
    }
}
