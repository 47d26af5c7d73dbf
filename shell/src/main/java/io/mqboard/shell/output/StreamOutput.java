package io.mqboard.shell.output;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Output to two streams. Each call is one write, so that nothing waits in a buffer and nothing is mixed. */
public final class StreamOutput implements Output {
    private final OutputStream data;
    private final OutputStream words;
    private final boolean terminal;
    private final boolean quiet;
    private final boolean verbose;
    private volatile boolean broken;

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
    public synchronized void raw(byte[] bytes) {
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

    /** Whether data could not be written: the reader has gone or the disk is full. */
    public boolean broken() {
        return broken;
    }

    private synchronized void write(String text) {
        try {
            words.write(text.getBytes(StandardCharsets.UTF_8));
            words.flush();
        } catch (IOException e) {
            // Nobody is left who could be told.
        }
    }
}
