package io.mqboard.shell.terminal;

import io.mqboard.shell.output.BarLine;
import io.mqboard.shell.output.Canvas;
import java.io.PrintWriter;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * The one place that writes to the terminal, besides the line reader: what commands print, a bar below it, and lines from elsewhere above
 * what is being typed. Safe for use by many threads. A call blocks while the terminal does not take more.
 */
final class Screen implements BarLine {
    /** How a text looks, as the parameters of a Select Graphic Rendition sequence. */
    enum Style {
        PLAIN(""),
        FAINT("2"),
        ERROR("31");

        private final String parameters;

        Style(String parameters) {
            this.parameters = parameters;
        }
    }

    private static final String RESET = "\u001b[0m";

    private final Terminal terminal;
    private volatile boolean color;
    // All below is guarded by this. The reader's lock may be taken while this is held, never the other way round.
    private @Nullable ShellReader reader;
    private boolean atLineStart = true;
    private String bar = "";
    private String prompt = "";
    private boolean parked;

    Screen(Terminal terminal, boolean color) {
        this.terminal = terminal;
        color(color);
    }

    /** Uses colours from now on, or none, or none in spite of this where the terminal has none. */
    final void color(boolean yes) {
        color = yes && !Terminals.isDumb(terminal);
    }

    /** The reader whose prompt is to be kept below lines from elsewhere. */
    synchronized void attach(ShellReader newReader) {
        reader = newReader;
    }

    /** Whether the cursor can be moved. */
    boolean redraws() {
        return !Terminals.isDumb(terminal);
    }

    boolean color() {
        return color;
    }

    /** Columns that a line may fill without a wrap. */
    @Override
    public int columns() {
        int columns = terminal.getWidth();
        return columns > 1 ? columns - 1 : 79;
    }

    /** Prints what a command prints. The text has been made safe. */
    synchronized void print(String text, Style style) {
        if (text.isEmpty()) {
            return;
        }
        hideBar();
        write(text, style);
        atLineStart = text.endsWith("\n");
        if (atLineStart) {
            showBar();
        }
        terminal.flush();
    }

    /**
     * Prints whole lines that do not belong to a running command: above the prompt if there is one. Waits while the screen is parked. Not
     * for threads that must not wait.
     */
    synchronized void above(String lines, Style style) throws InterruptedException {
        while (parked) {
            wait();
        }
        ShellReader current = reader;
        if (current != null && current.isReading()) {
            current.printAbove(styled(lines, style));
            return;
        }
        hideBar();
        write((atLineStart && prompt.isEmpty() ? "" : "\n") + lines + "\n", style);
        write(prompt, Style.PLAIN);
        atLineStart = true;
        showBar();
        terminal.flush();
    }

    /** Prints a prompt where there is no reader to do it; it is printed again after lines from elsewhere. An empty text ends it. */
    synchronized void prompt(String text) {
        write(text, Style.PLAIN);
        prompt = text;
        terminal.flush();
    }

    /** Draws the bar, or takes it away with an empty text. At most {@link #columns} wide. */
    @Override
    public synchronized void bar(String text) {
        if (text.equals(bar) || Terminals.isDumb(terminal)) {
            return;
        }
        hideBar();
        bar = text;
        if (atLineStart) {
            showBar();
        }
        terminal.flush();
    }

    /** Ends what the last command has left behind: a bar, half a line. */
    synchronized void endCommand() {
        hideBar();
        bar = "";
        if (!atLineStart) {
            write("\n", Style.PLAIN);
            atLineStart = true;
        }
        terminal.flush();
    }

    /** The other screen of this terminal, null if it cannot have one; lines from elsewhere wait until it is closed. */
    @Nullable
    Canvas canvas() {
        if (Terminals.isDumb(terminal)) {
            return null;
        }
        park();
        return new FullScreen(terminal, this::unpark);
    }

    /** Leaves the terminal to another program; lines from elsewhere wait. */
    synchronized void park() {
        hideBar();
        terminal.flush();
        parked = true;
    }

    /** Takes the terminal back. */
    synchronized void unpark() {
        parked = false;
        notifyAll();
    }

    private void hideBar() {
        if (!bar.isEmpty() && atLineStart) {
            terminal.writer().write('\r');
            terminal.puts(Capability.clr_eol);
        }
    }

    private void showBar() {
        if (!bar.isEmpty()) {
            terminal.writer().write(bar);
        }
    }

    private void write(String text, Style style) {
        PrintWriter writer = terminal.writer();
        writer.write(styled(text, style));
    }

    private String styled(String text, Style style) {
        if (!color || style == Style.PLAIN) {
            return text;
        }
        String start = "\u001b[" + style.parameters + "m";
        return text.endsWith("\n") ? start + text.substring(0, text.length() - 1) + RESET + "\n" : start + text + RESET;
    }

    /** How many columns a text fills. */
    static int width(String text) {
        return new AttributedString(text).columnLength();
    }
}
