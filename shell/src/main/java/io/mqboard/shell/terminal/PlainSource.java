package io.mqboard.shell.terminal;

import io.mqboard.shell.script.Statement;
import io.mqboard.shell.script.StatementSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Statements typed at a terminal that can do nothing but print lines, such as one within an editor. The system edits the line. {@link
 * #next} and {@link #interrupt} may run on different threads.
 */
final class PlainSource implements StatementSource {
    private final BufferedReader input;
    private final Screen screen;
    private final Supplier<String> prompt;
    private final Consumer<Statement> beginning;
    private final Queue<Statement> waiting = new ArrayDeque<>();
    private volatile boolean reading;
    private volatile boolean cleared;

    PlainSource(InputStream input, Screen screen, Supplier<String> prompt, Consumer<Statement> beginning) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.screen = screen;
        this.prompt = prompt;
        this.beginning = beginning;
    }

    @Override
    public @Nullable Statement next() throws IOException {
        Thread.interrupted();
        screen.endCommand();
        while (waiting.isEmpty()) {
            String text = read();
            if (text == null) {
                screen.print("\n", Screen.Style.PLAIN);
                return null;
            }
            waiting.addAll(new TypedText(text).statements());
        }
        beginning.accept(waiting.element());
        return waiting.remove();
    }

    @Override
    public boolean isPrompt() {
        return true;
    }

    @Override
    public boolean goesOnAfter(int exitCode) {
        waiting.clear();
        return true;
    }

    /** Ctrl-C: clears what is typed, block included. Returns false if nothing is read now, so that the signal means the command. */
    boolean interrupt() {
        if (reading) {
            cleared = true;
            screen.print("\n", Screen.Style.PLAIN);
            screen.prompt(prompt.get());
        }
        return reading;
    }

    /** A line, or the lines of a block; null at the end. */
    private @Nullable String read() throws IOException {
        reading = true;
        cleared = false;
        try {
            screen.prompt(prompt.get());
            String text = input.readLine();
            while (text != null && !new TypedText(text).isComplete()) {
                cleared = false;
                screen.prompt("... ");
                String more = input.readLine();
                text = more == null ? null : cleared ? more : text + "\n" + more;
            }
            return text;
        } finally {
            screen.prompt("");
            reading = false;
        }
    }
}
