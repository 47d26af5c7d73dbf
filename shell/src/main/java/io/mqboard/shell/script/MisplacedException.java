package io.mqboard.shell.script;

import io.mqboard.shell.cli.UsageException;

/** Something is wrong with the structure of a script. The message begins with the place. */
final class MisplacedException extends UsageException {
    MisplacedException(String message) {
        super(message);
    }
}
