package io.mqboard.shell.script;

import io.mqboard.shell.cli.ErrorText;
import org.jspecify.annotations.Nullable;

/** Tells the user what went wrong and where. */
final class Failures {
    private Failures() {}

    /** The exit code of an error. */
    static int code(Exception e) {
        return text(e).exitCode();
    }

    /** Its message, without a place. */
    static String message(Exception e) {
        String message = text(e).message();
        return message == null ? "failed" : message;
    }

    /** Prints it, behind the place and what else is to be said first, and returns its exit code. */
    static int report(ShellContext context, Exception e, @Nullable Statement at, String prefix) {
        Statement statement = e instanceof PlacedException inner ? inner.statement() : at;
        ErrorText text = text(e);
        String place = statement == null || error(e) instanceof MisplacedException ? "" : statement.place();
        boolean inLines = statement != null && statement.file() != null && statement.line() > 0;
        if (inLines || context.settings().json() || !prefix.isEmpty() || !text.toldByTraceback()) {
            text.print(context.output(), place + prefix, context.settings().verbose());
        }
        return text.exitCode();
    }

    private static ErrorText text(Exception e) {
        return ErrorText.of(error(e));
    }

    private static Exception error(Exception e) {
        return e instanceof PlacedException placed ? placed.error() : e;
    }
}
