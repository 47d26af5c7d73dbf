package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.script.Statement;
import io.mqboard.shell.script.StatementSource;
import java.io.IOError;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Statements that a person types. All on the command thread, except {@link #interrupt}. */
final class PromptSource implements StatementSource {
    private static final int CONTROL_C = 3;

    private final Terminal terminal;
    private final ShellReader reader;
    private final Screen screen;
    private final Supplier<String> prompt;
    private final Consumer<Statement> beginning;
    private final Attributes original;
    private final Attributes withoutEcho;
    private final Attributes forTyping;
    private final Queue<Statement> waiting = new ArrayDeque<>();
    private final BooleanSupplier keysWait;
    private final Runnable interruption;
    /** Whether Ctrl-C is for a command. */
    private volatile boolean running;

    PromptSource(
            Terminal terminal,
            ShellReader reader,
            Screen screen,
            Supplier<String> prompt,
            Consumer<Statement> beginning,
            BooleanSupplier keysWait,
            Runnable interruption) {
        this.terminal = terminal;
        this.reader = reader;
        this.screen = screen;
        this.prompt = prompt;
        this.beginning = beginning;
        this.keysWait = keysWait;
        this.interruption = interruption;
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
        for (; ; ) {
            try {
                while (waiting.isEmpty()) {
                    terminal.setAttributes(forTyping);
                    waiting.addAll(new TypedText(reader.readLine(prompt.get())).statements());
                }
                if (begin(waiting.element())) {
                    return waiting.remove();
                }
                waiting.clear();
            } catch (UserInterruptException e) {
                // The line is cleared; a new prompt comes.
            } catch (EndOfFileException | IOException | IOError e) {
                // Ctrl-D, or the terminal is gone.
                terminal.setAttributes(original);
                return null;
            }
        }
    }

    /** Ctrl-C as a signal, on any thread. At the prompt it is a key, and nothing is to be done here. */
    void interrupt() {
        if (running) {
            interruption.run();
        }
    }

    /** After an error what else was pasted with it is not run. */
    @Override
    public boolean isPrompt() {
        return true;
    }

    @Override
    public boolean goesOnAfter(int exitCode) {
        if (exitCode != ExitCode.OK) {
            waiting.clear();
        }
        return true;
    }

    private void endCommand() {
        running = false;
        // A Ctrl-C that came when the command had just ended must not end the next one.
        Thread.interrupted();
        screen.unpark();
        screen.endCommand();
    }

    /** Hands the terminal over to a command; false if Ctrl-C was pressed before that could be done. */
    private boolean begin(Statement statement) throws IOException {
        running = true;
        boolean local = statement.kind() == Statement.Kind.LOCAL;
        terminal.setAttributes(local ? original : withoutEcho);
        // What was pressed before Ctrl-C became a signal again waits as a key.
        if (keysWait.getAsBoolean() && terminal.reader().peek(1) == CONTROL_C) {
            terminal.reader().read();
            running = false;
            return false;
        }
        if (local) {
            // A local program has the terminal for itself, in the state it expects.
            screen.park();
        }
        beginning.accept(statement);
        return true;
    }
}
