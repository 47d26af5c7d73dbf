package io.mqboard.shell.cli;

/** What the program itself finds wrong. The message is one line for a person and names the mend; text of a board in it is escaped. */
public class ShellException extends Exception {
    private final int exitCode;

    public ShellException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ShellException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
