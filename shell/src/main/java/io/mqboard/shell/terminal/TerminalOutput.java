package io.mqboard.shell.terminal;

import com.google.gson.JsonObject;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.output.Canvas;
import io.mqboard.shell.output.Output;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Output to the terminal. On a terminal data and messages share the screen, so a colour tells them apart. */
final class TerminalOutput implements Output {
    private final Screen screen;
    private final Supplier<Settings> settings;

    TerminalOutput(Screen screen, Supplier<Settings> settings) {
        this.screen = screen;
        this.settings = settings;
    }

    @Override
    public void print(String text) {
        screen.print(text, Screen.Style.PLAIN);
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
        println(object.toString());
    }

    @Override
    public void traceback(String text) {
        screen.print(text, Screen.Style.ERROR);
    }

    @Override
    public void note(String line) {
        if (!settings.get().quiet()) {
            screen.print(line + "\n", Screen.Style.FAINT);
        }
    }

    @Override
    public void detail(String line) {
        if (settings.get().verbose()) {
            screen.print(line + "\n", Screen.Style.FAINT);
        }
    }

    @Override
    public void error(String line) {
        screen.print(line + "\n", Screen.Style.ERROR);
    }

    @Override
    public void above(String lines) {
        try {
            screen.above(lines, Screen.Style.PLAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public @Nullable Canvas canvas() {
        return screen.canvas();
    }

    @Override
    public boolean color() {
        return screen.color();
    }

    @Override
    public boolean terminal() {
        return true;
    }

    @Override
    public boolean redraws() {
        return screen.redraws();
    }

    @Override
    public int columns() {
        return screen.columns();
    }

    @Override
    public void flush() {
        // Every call is written out at once.
    }
}
