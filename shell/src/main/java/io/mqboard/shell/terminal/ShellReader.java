package io.mqboard.shell.terminal;

import io.mqboard.shell.config.Settings;
import java.util.HashMap;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** JLine's reader with a prompt that another thread may change, and with pastes as they are. */
final class ShellReader extends LineReaderImpl {
    private static final String PASTE_END = "\u001b[201~";

    /** A line below what is typed. */
    interface LineBelow {
        /** The line for a window of this size, or null for none. */
        @Nullable
        AttributedString line(int columns, int rows);
    }

    private boolean suggests;
    private boolean ending;
    private LineBelow below = (columns, rows) -> null;

    ShellReader(Terminal terminal) {
        super(terminal, "mqboard", new HashMap<>());
        setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        // A second Tab tells what a name is; the next ones go through the candidates.
        unsetOpt(LineReader.Option.AUTO_MENU);
        unsetOpt(LineReader.Option.COMPLETE_MATCHER_TYPO);
        unsetOpt(LineReader.Option.COMPLETE_MATCHER_CAMELCASE);
        // Padded with blanks, so that a block stands below its first line.
        setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "%P ... ");
        // JLine would wait for the rest of an escape sequence for a second.
        setVariable(LineReader.AMBIGUOUS_BINDING, 100L);
    }

    /** Does as the settings say. The rest of earlier lines, which is shown while one types, is told apart by its colour only. */
    void follow(Settings settings, boolean color) {
        suggests = color;
        setVariable(LineReader.BELL_STYLE, settings.manners().bell() ? "audible" : "none");
        setVariable(LineReader.HISTORY_SIZE, settings.manners().history());
        setVariable(LineReader.HISTORY_FILE_SIZE, settings.manners().history());
    }

    /** The rest of an earlier line that is shown behind the cursor, or empty. On the reading thread. */
    String suggestion() {
        boolean atEnd = buf.length() > 0 && buf.cursor() == buf.length();
        return suggests && doAutosuggestion && atEnd && searchTerm == null
                ? Suggestions.rest(getHistory(), buf.toString())
                : "";
    }

    /** Gives the keys of vi, or those of Emacs; from the next line on. */
    void viKeys(boolean vi) {
        setVariable(LineReader.EDITING_MODE, vi ? "vi" : "emacs");
        keyMaps.put(MAIN, keyMaps.get(vi ? VIINS : EMACS));
    }

    /** Draws another prompt before what is being typed; nothing happens while nothing is read. For any thread. */
    void changePrompt(String pattern) {
        lock.lock();
        try {
            if (reading) {
                setPrompt(pattern);
                redisplay();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Draws this line below what is typed, unless something else stands there. */
    void below(LineBelow source) {
        below = source;
    }

    @Override
    protected void redisplay(boolean flush) {
        AttributedString line = post == null && !ending ? below.line(size.getColumns(), size.getRows()) : null;
        if (line == null) {
            super.redisplay(flush);
            return;
        }
        post = () -> line;
        try {
            super.redisplay(flush);
        } finally {
            post = null;
        }
    }

    /** What was typed stays on the screen, and nothing else. */
    @Override
    protected void cleanup() {
        ending = true;
        try {
            super.cleanup();
        } finally {
            ending = false;
        }
    }

    /**
     * After a change of the window's width what was typed fills other rows, because terminals wrap it anew; JLine would draw it again from
     * the cursor's row on and leave those above it behind.
     */
    @Override
    protected synchronized void handleSignal(Terminal.Signal signal) {
        if (signal == Terminal.Signal.WINCH && reading) {
            lock.lock();
            try {
                clear(Math.max(1, terminal.getBufferSize().getColumns()));
            } finally {
                lock.unlock();
            }
        }
        super.handleSignal(signal);
    }

    /** Clears all that is shown and goes to its first row, in a window of so many columns. */
    private void clear(int columns) {
        terminal.puts(Capability.carriage_return);
        for (int row = rows(buf.upToCursor(), columns); row > 0; row--) {
            terminal.puts(Capability.cursor_up);
        }
        terminal.puts(Capability.clr_eos);
    }

    /** In which row, from 0 on, typed text ends. */
    private int rows(String typed, int columns) {
        int indent = prompt.columnLength();
        int rows = -1;
        for (String line : typed.split("\n", -1)) {
            int last = indent + Screen.width(line);
            rows += 1 + (last == 0 ? 0 : (last - 1) / columns);
        }
        return Math.max(0, rows);
    }

    /** Draws again what is shown; nothing happens while nothing is read. For any thread. */
    void redraw() {
        lock.lock();
        try {
            if (reading) {
                redisplay(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The paste that begins now, without its closing mark; line ends of any system are line feeds. */
    String readPaste() {
        String text = doReadStringUntil(PASTE_END);
        return text == null ? "" : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Ctrl-C: the line that is being typed ends with a {@link org.jline.reader.UserInterruptException}. */
    boolean interrupt() {
        state = State.INTERRUPT;
        return true;
    }
}
