package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;

/** Nobody answers at an address of the web. */
final class UnreachableException extends ShellException {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
        super(ExitCode.OFFLINE, message, cause);
    }
}
