package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Questions;
import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Asks below what a command has printed, without the reader: an answer is no line for the history. */
final class TerminalQuestions implements Questions {
    private static final int CONTROL_C = 3;
    private static final int CONTROL_D = 4;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;

    private final Terminal terminal;
    private final Screen screen;

    TerminalQuestions(Terminal terminal, Screen screen) {
        this.terminal = terminal;
        this.screen = screen;
    }

    @Override
    public @Nullable String ask(String question, boolean secret) throws ShellException {
        Attributes before = terminal.getAttributes();
        terminal.setAttributes(Terminals.forTyping(terminal));
        screen.print(question, Screen.Style.PLAIN);
        try {
            return answer(secret);
        } catch (IOException e) {
            return null;
        } finally {
            screen.print("\n", Screen.Style.PLAIN);
            terminal.setAttributes(before);
        }
    }

    private @Nullable String answer(boolean secret) throws IOException, ShellException {
        StringBuilder text = new StringBuilder();
        for (; ; ) {
            int key = terminal.reader().read();
            if (key == '\r' || key == '\n') {
                return text.toString();
            }
            if (key < 0 || key == CONTROL_D) {
                return text.length() == 0 ? null : text.toString();
            }
            if (key == CONTROL_C) {
                throw new ShellException(ExitCode.INTERRUPTED, "interrupted");
            }
            if (key == BACKSPACE || key == DELETE) {
                erase(text, secret);
            } else if (key >= ' ' || key == '\t') {
                text.append((char) key);
                echo(String.valueOf((char) key), secret);
            }
        }
    }

    private void erase(StringBuilder text, boolean secret) {
        if (text.length() > 0) {
            text.setLength(text.length() - 1);
            echo("\b \b", secret);
        }
    }

    private void echo(String text, boolean secret) {
        if (!secret) {
            screen.print(text, Screen.Style.PLAIN);
        }
    }
}
