package io.mqboard.shell.cli;

/** The user has to say it differently. Exit code 2. */
public class UsageException extends ShellException {
    public UsageException(String message) {
        super(ExitCode.USAGE, message);
    }
}
