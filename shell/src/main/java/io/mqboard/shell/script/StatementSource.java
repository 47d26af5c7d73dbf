package io.mqboard.shell.script;

import org.jspecify.annotations.Nullable;

/**
 * Where statements come from: a terminal, a script, the command line. The loop calls {@link #next} when the last statement has ended, so
 * entering it is the end of a command and leaving it the beginning of the next.
 */
public interface StatementSource {
    /** The next statement, or null at the end. */
    @Nullable
    Statement next() throws Exception;

    /** Whether to go on after a statement that failed, was interrupted or was refused with this exit code. */
    boolean goesOnAfter(int exitCode);

    /** Whether a person is asked for each statement: then a Ctrl-C is over with the statement that it stops, else it ends all. */
    default boolean isPrompt() {
        return false;
    }
}
