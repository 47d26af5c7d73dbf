package io.mqboard.shell.script;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.Canvas;
import io.mqboard.shell.output.JsonText;
import io.mqboard.shell.output.Output;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Output of which a part does not reach the user: data becomes a variable's text, or tracebacks are left out. */
final class Diversion implements Output {
    private static final int MAX_CHARACTERS = 1024 * 1024;

    private final Output output;
    private final boolean takesData;
    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;

    private Diversion(Output output, boolean takesData) {
        this.output = output;
        this.takesData = takesData;
    }

    /** Keeps the data. */
    static Diversion ofData(Output output) {
        return new Diversion(output, true);
    }

    /** Drops the tracebacks. */
    static Diversion ofTracebacks(Output output) {
        return new Diversion(output, false);
    }

    /** Whether data is kept. */
    boolean takesData() {
        return takesData;
    }

    /** The data without the line ends behind it. */
    synchronized String text() throws ShellException {
        if (tooLong) {
            throw new ShellException(ExitCode.FAILED, "the result is longer than 1 MB, too long for a variable");
        }
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    @Override
    public void print(String piece) {
        if (takesData) {
            keep(piece);
        } else {
            output.print(piece);
        }
    }

    private synchronized void keep(String piece) {
        tooLong |= text.length() + piece.length() > MAX_CHARACTERS;
        if (!tooLong) {
            text.append(piece);
        }
    }

    @Override
    public void println(String line) {
        print(line + "\n");
    }

    @Override
    public void raw(byte[] bytes) {
        if (takesData) {
            keep(new String(bytes, StandardCharsets.UTF_8));
        } else {
            output.raw(bytes);
        }
    }

    @Override
    public void json(JsonObject object) {
        if (takesData) {
            println(JsonText.of(object));
        } else {
            output.json(object);
        }
    }

    @Override
    public void traceback(String trace) {
        if (takesData) {
            output.traceback(trace);
        }
    }

    @Override
    public void note(String line) {
        output.note(line);
    }

    @Override
    public void detail(String line) {
        output.detail(line);
    }

    @Override
    public void error(String line) {
        output.error(line);
    }

    @Override
    public void failure(String place, String message, int code) {
        output.failure(place, message, code);
    }

    @Override
    public void above(String lines) {
        output.above(lines);
    }

    @Override
    public @Nullable Canvas canvas() {
        return takesData ? null : output.canvas();
    }

    @Override
    public boolean color() {
        return !takesData && output.color();
    }

    @Override
    public boolean terminal() {
        return !takesData && output.terminal();
    }

    @Override
    public void flush() {
        output.flush();
    }
}
