package io.mqboard.shell;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.TerminalQuestion;
import io.mqboard.shell.command.Questions;
import io.mqboard.shell.config.SettingsFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The process's own streams and which of them are terminals. */
final class Console implements SettingsFactory.PasswordPrompt {
    private final InputStream input;
    private final OutputStream data;
    private final OutputStream words;
    private final @Nullable String terminals;
    private final @Nullable Questions person;

    /**
     * A console.
     *
     * @param input what is typed or piped in
     * @param data for data
     * @param words for all else
     * @param terminals the digits of the file descriptors that are terminals, as the launcher knows them; null to find out
     */
    Console(InputStream input, OutputStream data, OutputStream words, @Nullable String terminals) {
        this(input, data, words, terminals, null);
    }

    /** A console with somebody who answers; null for whoever is at the terminal. */
    Console(
            InputStream input,
            OutputStream data,
            OutputStream words,
            @Nullable String terminals,
            @Nullable Questions person) {
        this.person = person;
        this.input = input;
        this.data = data;
        this.words = words;
        this.terminals = terminals;
    }

    InputStream input() {
        return input;
    }

    OutputStream data() {
        return data;
    }

    OutputStream words() {
        return words;
    }

    /** Whether a file descriptor, 0 to 2, is a terminal. Java 17 has no such question, so without the launcher a child answers. */
    boolean isTerminal(int descriptor) {
        if (terminals != null) {
            return terminals.indexOf('0' + descriptor) >= 0;
        }
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public @Nullable String ask(String question) throws ShellException {
        return TerminalQuestion.ask(question, true);
    }

    /** Asks in the middle of a command; only where a person sees what is printed, and types. */
    Questions questions() {
        if (person != null) {
            return person;
        }
        return (question, secret) -> isTerminal(0) && isTerminal(2) ? TerminalQuestion.ask(question, secret) : null;
    }
}
