package io.mqboard.shell.output;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;

/** With {@code --json}: what a command prints as text becomes objects, too, so that a program finds one on every line. */
public final class JsonOutput implements Output {
    private final Output output;
    private final boolean words;
    // Guarded by this: the beginning of a line of text that has no end yet.
    private final StringBuilder begun = new StringBuilder();

    private JsonOutput(Output output, boolean words) {
        this.output = output;
        this.words = words;
    }

    /** Data, errors and notes as objects: for programs. */
    public static JsonOutput ofAll(Output output) {
        return new JsonOutput(output, true);
    }

    /** Data as objects: where a person reads what went wrong, or another of these comes behind. */
    public static JsonOutput ofData(Output output) {
        return new JsonOutput(output, false);
    }

    @Override
    public synchronized void print(String text) {
        begun.append(text);
        int end = begun.indexOf("\n");
        while (end >= 0) {
            String line = begun.substring(0, end);
            begun.delete(0, end + 1);
            output.json(object("text", line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
            end = begun.indexOf("\n");
        }
    }

    @Override
    public void println(String line) {
        print(line + "\n");
    }

    @Override
    public void raw(byte[] bytes) {
        print(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void json(JsonObject object) {
        endLine();
        output.json(object);
    }

    private synchronized void endLine() {
        if (begun.length() > 0) {
            print("\n");
        }
    }

    private static JsonObject object(String name, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }

    private String word(String name, String text) {
        return words ? JsonText.of(object(name, text)) : text;
    }

    @Override
    public void traceback(String text) {
        endLine();
        output.traceback(words ? word("traceback", text) + "\n" : text);
    }

    @Override
    public void note(String line) {
        output.note(word("note", line));
    }

    @Override
    public void detail(String line) {
        output.detail(word("note", line));
    }

    @Override
    public void error(String line) {
        output.error(word("error", line));
    }

    @Override
    public void failure(String place, String message, int code) {
        if (!words) {
            output.failure(place, message, code);
            return;
        }
        JsonObject object = object("error", message);
        object.addProperty("code", code);
        String at = place.strip();
        if (at.endsWith(":") && !at.equals("mqboard:")) {
            object.addProperty("at", at.substring(0, at.length() - 1));
        }
        output.error(JsonText.of(object));
    }

    @Override
    public void above(String lines) {
        if (output.terminal()) {
            output.above(lines);
        } else {
            println(lines);
        }
    }

    @Override
    public boolean terminal() {
        return false;
    }

    @Override
    public void flush() {
        endLine();
        output.flush();
    }
}
