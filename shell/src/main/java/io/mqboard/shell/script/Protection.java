package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Invocation;
import io.mqboard.shell.command.Questions;
import io.mqboard.shell.config.NamedBoards;
import io.mqboard.shell.output.SafeText;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks before a command changes a protected board, once for each board and command. It is asked whenever a command gets hold of a board, so
 * that no command can forget it.
 */
final class Protection {
    private final Supplier<NamedBoards> boards;
    private final Questions questions;
    private final Set<String> allowed = new HashSet<>();
    private @Nullable Invocation running;

    Protection(Supplier<NamedBoards> boards, Questions questions) {
        this.boards = boards;
        this.questions = questions;
    }

    /** A command begins; returns the one that this one is part of, for {@link #end}. */
    @Nullable
    Invocation begin(Invocation command) {
        Invocation before = running;
        running = command;
        allowed.clear();
        return before;
    }

    /** A command has ended. */
    void end(@Nullable Invocation before) {
        running = before;
        allowed.clear();
    }

    /** Returns if the command that runs may have this board; else throws. */
    void check(String address) throws ShellException {
        Invocation command = running;
        if (command == null || !command.changes() || !boards.get().isProtected(address) || allowed.contains(address)) {
            return;
        }
        String shown = SafeText.line(address);
        String answer =
                questions.ask(shown + " is protected. Let %" + command.magic().name() + " change it? [y/N] ", false);
        if (answer == null) {
            throw new UsageException(
                    shown + " is protected, and nobody can be asked; --no-protect lets commands change it");
        }
        String word = answer.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("y") && !word.equals("yes")) {
            throw new ShellException(ExitCode.FAILED, "nothing was done");
        }
        allowed.add(address);
    }
}
