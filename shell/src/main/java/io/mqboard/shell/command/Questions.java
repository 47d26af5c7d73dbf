package io.mqboard.shell.command;

import io.mqboard.shell.cli.ShellException;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. On the command thread. */
public interface Questions {
    /** Nobody is there to ask. */
    Questions NONE = (question, secret) -> null;

    /**
     * What was answered, or null if there is nobody to ask. Ctrl-C ends the command.
     *
     * @param question as it is shown, with the blank at its end
     * @param secret whether the answer must not be seen
     */
    @Nullable
    String ask(String question, boolean secret) throws ShellException;
}
