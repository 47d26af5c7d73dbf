package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.script.Statement;
import io.mqboard.shell.script.StatementSource;
import java.io.IOError;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Statements that a person types. All on the command thread. */
final class PromptSource implements StatementSource {
    private final Terminal terminal;
    private final ShellReader reader;
    private final Screen screen;
    private final Supplier<String> prompt;
    private final Consumer<Statement> beginning;
    private final Attributes original;
    private final Attributes withoutEcho;
    private final Attributes forTyping;
    private final Queue<Statement> waiting = new ArrayDeque<>();

    PromptSource(
            Terminal terminal,
            ShellReader reader,
            Screen screen,
            Supplier<String> prompt,
            Consumer<Statement> beginning) {
        this.terminal = terminal;
        this.reader = reader;
        this.screen = screen;
        this.prompt = prompt;
        this.beginning = beginning;
        // Asked again when the reader listens: what has changed since is not missed, and later changes are told to it.
        reader.getWidgets().put(LineReader.CALLBACK_INIT, () -> {
            reader.setPrompt(prompt.get());
            return true;
        });
        original = terminal.getAttributes();
        withoutEcho = Terminals.withoutEcho(terminal);
        forTyping = Terminals.forTyping(terminal);
    }

    @Override
    public @Nullable Statement next() {
        endCommand();
        while (waiting.isEmpty()) {
            terminal.setAttributes(forTyping);
            try {
                waiting.addAll(new TypedText(reader.readLine(prompt.get())).statements());
            } catch (UserInterruptException e) {
                // The line is cleared; a new prompt comes.
            } catch (EndOfFileException | IOError e) {
                // Ctrl-D, or the terminal is gone.
                terminal.setAttributes(original);
                return null;
            }
        }
        return begin(waiting.remove());
    }

    /** After an error what else was pasted with it is not run. */
    @Override
    public boolean goesOnAfter(int exitCode) {
        if (exitCode != ExitCode.OK) {
            waiting.clear();
        }
        return true;
    }

    private void endCommand() {
        // A Ctrl-C that came when the command had just ended must not end the next one.
        Thread.interrupted();
        screen.unpark();
        screen.endCommand();
    }

    private Statement begin(Statement statement) {
        if (statement.kind() == Statement.Kind.LOCAL) {
            // A local program has the terminal for itself, in the state it expects.
            terminal.setAttributes(original);
            screen.park();
        } else {
            terminal.setAttributes(withoutEcho);
        }
        beginning.accept(statement);
        return statement;
    }
}
