package io.mqboard.shell.script;

import io.mqboard.shell.cli.ShellException;

/** Something failed and the user has been told already. */
final class ReportedException extends ShellException {
    ReportedException(int exitCode) {
        super(exitCode, "");
    }
}
