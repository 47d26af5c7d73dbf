package io.mqboard.shell.cli;

import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardTimedOutException;
import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.InterruptedCallException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** The one place where an exception becomes words for a user and an exit code for the process. */
public final class ErrorText {
    private final Throwable error;
    private final int exitCode;
    private final @Nullable String message;

    private ErrorText(Throwable error, int exitCode, @Nullable String message) {
        this.error = error;
        this.exitCode = exitCode;
        this.message = message;
    }

    /** The text and code of an exception. */
    public static ErrorText of(Throwable e) {
        if (e instanceof ShellException shell) {
            String message = e.getMessage();
            return new ErrorText(e, shell.exitCode(), message == null || message.isEmpty() ? null : message);
        }
        if (e instanceof IOException io) {
            return new ErrorText(e, ExitCode.FAILED, file(io));
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        if (e instanceof BoardTimedOutException) {
            message += "; if code blocks the board, %interrupt stops it";
        } else if (e instanceof BoardErrorException answer && answer.code().equals("full")) {
            message += "; %rm makes room";
        }
        int code = code(e);
        return new ErrorText(
                e, code, SafeText.line(code == ExitCode.FAILED && unexpected(e) ? "internal error: " + e : message));
    }

    private static int code(Throwable e) {
        if (e instanceof InterruptedCallException) {
            return ExitCode.INTERRUPTED;
        }
        if (e instanceof BadOptionException) {
            return ExitCode.USAGE;
        }
        if (e instanceof BoardOfflineException
                || e instanceof BoardTimedOutException
                || e instanceof ConnectFailedException
                || e instanceof ConnectRefusedException
                || e instanceof ConnectionLostException) {
            return ExitCode.OFFLINE;
        }
        return e instanceof IntegrityException ? ExitCode.INTEGRITY : ExitCode.FAILED;
    }

    private static boolean unexpected(Throwable e) {
        return e instanceof RuntimeException || e instanceof Error;
    }

    /** The messages of the file system are often a bare path. */
    private static String file(IOException e) {
        String path = SafeText.line(String.valueOf(e.getMessage()));
        if (e instanceof NoSuchFileException) {
            return path + ": no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return path + ": permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return path + ": not a folder";
        }
        return e instanceof FileAlreadyExistsException ? path + ": exists already" : path;
    }

    public int exitCode() {
        return exitCode;
    }

    /** One line without a line end, or null if the user has been told already. */
    public @Nullable String message() {
        return message;
    }

    /** Whether the user has seen a traceback that says the same. */
    public boolean toldByTraceback() {
        return error instanceof BoardErrorException answer && answer.code().equals("exception");
    }

    /**
     * Prints it.
     *
     * @param place where it happened, with a colon and a blank, or empty
     * @param stack whether the stack is wanted, too
     */
    public void print(Output output, String place, boolean stack) {
        if (message != null) {
            output.failure(place, message, exitCode);
        }
        if (stack && message != null) {
            StringWriter text = new StringWriter();
            error.printStackTrace(new PrintWriter(text));
            for (String line : text.toString().strip().split("\n", -1)) {
                output.detail(SafeText.line(line.replace("\t", "    ")));
            }
        }
    }
}
