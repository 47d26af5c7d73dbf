package io.mqboard.shell.output;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Output to two streams. Each call is one write, so that nothing waits in a buffer and nothing is mixed. */
public final class StreamOutput implements Output, BarLine {
    private static final int COLUMNS = 79;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final OutputStream data;
    private final OutputStream words;
    private final boolean terminal;
    private volatile boolean quiet;
    private volatile boolean verbose;
    private volatile boolean color;
    private volatile Supplier<@Nullable Canvas> canvas = () -> null;
    private volatile boolean broken;
    private volatile Runnable whenBroken = StreamOutput::nothing;
    private String bar = "";

    /**
     * Output to these streams.
     *
     * @param data for data
     * @param words for all else
     * @param terminal whether data goes to a terminal
     * @param quiet without notes
     * @param verbose with details
     */
    public StreamOutput(OutputStream data, OutputStream words, boolean terminal, boolean quiet, boolean verbose) {
        this.data = data;
        this.words = words;
        this.terminal = terminal;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    @Override
    public void print(String text) {
        raw(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void println(String line) {
        print(line + "\n");
    }

    @Override
    public void raw(byte[] bytes) {
        boolean before = broken;
        writeData(bytes);
        if (broken && !before) {
            whenBroken.run();
        }
    }

    private synchronized void writeData(byte[] bytes) {
        hideBar();
        try {
            data.write(bytes);
            data.flush();
        } catch (IOException e) {
            broken = true;
        }
    }

    @Override
    public void json(JsonObject object) {
        println(JsonText.of(object));
    }

    @Override
    public void traceback(String text) {
        write(text);
    }

    @Override
    public void note(String line) {
        if (!quiet) {
            write(line + "\n");
        }
    }

    @Override
    public void detail(String line) {
        if (verbose) {
            write(line + "\n");
        }
    }

    @Override
    public void error(String line) {
        write(line + "\n");
    }

    @Override
    public @Nullable Canvas canvas() {
        return canvas.get();
    }

    /** Where the whole screen comes from. */
    public void allowCanvas(Supplier<@Nullable Canvas> source) {
        canvas = source;
    }

    @Override
    public boolean color() {
        return color && terminal;
    }

    /** Allows colours in data that goes to a terminal, or no more. */
    public void allowColor(boolean yes) {
        color = yes;
    }

    /** From now on without notes, or with details. */
    public void manners(boolean fewer, boolean more) {
        quiet = fewer;
        verbose = more;
    }

    @Override
    public boolean terminal() {
        return terminal;
    }

    @Override
    public synchronized void flush() {
        try {
            data.flush();
            words.flush();
        } catch (IOException e) {
            broken = true;
        }
    }

    private static void nothing() {}

    /** Whether data could not be written: the reader has gone or the disk is full. */
    public boolean broken() {
        return broken;
    }

    /** Calls this once when data cannot be written any more. */
    public void whenBroken(Runnable action) {
        whenBroken = action;
    }

    /** Only to be used where stderr is a terminal. */
    @Override
    public synchronized void bar(String text) {
        if (!text.equals(bar)) {
            hideBar();
            bar = text;
            send(text);
        }
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    /** The next change of the bar shows it again. */
    private void hideBar() {
        if (!bar.isEmpty()) {
            bar = "";
            send(CLEAR_LINE);
        }
    }

    private synchronized void write(String text) {
        hideBar();
        if (broken) {
            // Whoever closed the pipe wants no report about it.
            return;
        }
        send(text);
    }

    private void send(String text) {
        try {
            words.write(text.getBytes(StandardCharsets.UTF_8));
            words.flush();
        } catch (IOException e) {
            // Nobody is left who could be told.
        }
    }
}
