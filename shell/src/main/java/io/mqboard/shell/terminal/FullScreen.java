package io.mqboard.shell.terminal;

import io.mqboard.shell.output.Canvas;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** The terminal's other screen. Only what has changed is drawn; after a change of its size all of it. */
public final class FullScreen implements Canvas {
    private final Terminal terminal;
    private final Runnable whenClosed;
    private final Attributes before;
    private final Display display;
    private Size drawn = new Size(0, 0);

    FullScreen(Terminal terminal, Runnable whenClosed) {
        this.terminal = terminal;
        this.whenClosed = whenClosed;
        before = terminal.getAttributes();
        // Ctrl-C and Ctrl-Z are keys like others here.
        Attributes keys = Terminals.forTyping(terminal);
        keys.setControlChar(Attributes.ControlChar.VSUSP, 0);
        terminal.setAttributes(keys);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        display = new Display(terminal, true);
    }

    /** The other screen of the process's terminal, where no shell uses it; null if it cannot have one. */
    public static @Nullable Canvas ofProcess(Map<String, String> environment) {
        try {
            Terminal terminal = Terminals.system(environment);
            if (Terminals.isDumb(terminal)) {
                terminal.close();
                return null;
            }
            return new FullScreen(terminal, () -> close(terminal));
        } catch (IOException e) {
            return null;
        }
    }

    private static void close(Terminal terminal) {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new IllegalStateException("the terminal cannot be given back", e);
        }
    }

    private Size size() {
        Size size = terminal.getSize();
        return size.getColumns() > 0 && size.getRows() > 0 ? size : new Size(80, 24);
    }

    @Override
    public int columns() {
        return size().getColumns();
    }

    @Override
    public int rows() {
        return size().getRows();
    }

    @Override
    public void draw(List<String> lines) {
        Size size = size();
        if (!size.equals(drawn)) {
            display.resize(size.getRows(), size.getColumns());
            display.clear();
            drawn = size;
        }
        List<AttributedString> shown = new ArrayList<>();
        for (int i = 0; i < size.getRows(); i++) {
            AttributedString line = AttributedString.fromAnsi(i < lines.size() ? lines.get(i) : "");
            shown.add(line.columnSubSequence(0, size.getColumns()));
        }
        display.update(shown, -1);
    }

    @Override
    public int key(Duration limit) {
        try {
            return terminal.reader().read(limit.toMillis());
        } catch (IOException e) {
            return END;
        }
    }

    @Override
    public void close() {
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.exit_ca_mode);
        terminal.setAttributes(before);
        terminal.flush();
        whenClosed.run();
    }
}
