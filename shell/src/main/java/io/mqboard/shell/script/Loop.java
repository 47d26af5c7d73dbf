package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/** The one loop: takes statements from a source and runs them until the source ends, a statement fails or a command quits. */
public final class Loop {
    private final ShellContext context;
    private final StatementSource source;
    private final BlockRunner runner;
    private @Nullable Statement statement;

    public Loop(ShellContext context, StatementSource source) {
        this.context = context;
        this.source = source;
        this.runner = new BlockRunner(context);
    }

    /** Runs all of it on the calling thread and returns the exit code. */
    public int run() {
        for (; ; ) {
            int code = ExitCode.OK;
            try {
                // Before the statement is there: a Ctrl-C from then on is meant for it.
                if (source.isPrompt()) {
                    context.begin();
                } else if (context.interrupted()) {
                    return ExitCode.INTERRUPTED;
                }
                if (!step(true)) {
                    return source.isPrompt() ? ExitCode.OK : context.frame().lastFailure();
                }
            } catch (Exception e) {
                code = Failures.report(context, e, statement, "");
                context.frame().variables().ended(code);
            }
            if (context.leaving()) {
                return context.exitCode();
            }
            if (code != ExitCode.OK && !source.goesOnAfter(code)) {
                if (statement == null || !context.frame().goesOnAfter(code)) {
                    return code;
                }
                context.frame().ended(code);
            }
        }
    }

    /** Runs all of it as a part of a script; the first error that ends it is thrown, with its place. */
    void runWithin() throws Exception {
        boolean more = true;
        while (more && !context.leaving()) {
            try {
                more = step(false);
            } catch (Exception e) {
                Statement failed = statement;
                if (failed == null) {
                    throw e;
                }
                runner.failed(PlacedException.of(failed, e));
            }
        }
    }

    /** One statement; false if there is none any more. */
    private boolean step(boolean ofSession) throws Exception {
        statement = null;
        Statement next = source.next();
        statement = next;
        if (next != null) {
            if (ofSession) {
                context.begins(next);
            }
            try {
                runner.run(BlockParser.parse(next));
            } finally {
                context.output().flush();
            }
            context.frame().variables().ended(ExitCode.OK);
        }
        return next != null;
    }
}
