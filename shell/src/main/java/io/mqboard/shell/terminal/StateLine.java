package io.mqboard.shell.terminal;

import io.mqboard.shell.command.Selection;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.logs.LogHub;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.script.ShellContext;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * The line below the prompt: board, mode, round trip, warnings that nobody has looked at, broker. The reader draws it with what is being
 * typed, so it needs no place of its own on the screen and is gone when a command runs. Nothing is asked of the board for it: the round
 * trip is that of the last request. To hear of warnings, the logs of the selected boards are listened to while it is shown.
 */
final class StateLine {
    private static final int LEAST_COLUMNS = 40;
    private static final int LEAST_ROWS = 10;
    /** The first prompt is there before anything is done for this. */
    private static final long FIRST_MILLIS = 200;
    /** A flood of warnings draws it no oftener. */
    private static final long PAUSE_MILLIS = 250;

    private final ShellContext context;
    private final Runnable redraw;
    private volatile @Nullable LogHub hub;
    private volatile boolean ready;
    // All below is guarded by this.
    private boolean poked;
    private boolean closed;
    private @Nullable Thread thread;

    /**
     * A line that is not shown yet.
     *
     * @param redraw has the reader draw again what it shows; may wait for the terminal
     */
    StateLine(ShellContext context, Runnable redraw) {
        this.context = context;
        this.redraw = redraw;
    }

    /** A prompt comes, or what it shows has changed. For any thread; never waits. */
    void poke() {
        if (!settings().manners().statusline()) {
            return;
        }
        synchronized (this) {
            poked = true;
            if (thread == null && !closed) {
                thread = new Thread(this::run, "mqboard-state");
                thread.setDaemon(true);
                thread.start();
            }
            notifyAll();
        }
    }

    /** Nothing is shown any more. */
    synchronized void end() {
        closed = true;
        notifyAll();
    }

    private Settings settings() {
        return context.configuration().settings();
    }

    private void run() {
        try {
            pause(FIRST_MILLIS);
            ready = true;
            while (awaitPoke()) {
                listen();
                redraw.run();
                pause(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitPoke() throws InterruptedException {
        while (!poked && !closed) {
            wait();
        }
        poked = false;
        return !closed;
    }

    private synchronized void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Hears of the warnings of the boards that are selected now. */
    private void listen() {
        try {
            if (context.connection().current() == null || !settings().manners().statusline()) {
                return;
            }
            LogHub present = context.connection().logs();
            if (present != hub) {
                hub = present;
                present.store().onWarning(this::poke);
            }
            for (Board board : context.selection().boards()) {
                Object unused = present.listenTo(board.address());
            }
        } catch (MqboardException e) {
            // The connection ends just now: there are no warnings then.
            hub = null;
        }
    }

    /** The line for a window of this size, or null for none. */
    @Nullable
    AttributedString line(int columns, int rows, boolean color) {
        if (!ready || !settings().manners().statusline() || columns < LEAST_COLUMNS || rows < LEAST_ROWS) {
            return null;
        }
        AttributedString text =
                new AttributedString(text(), color ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT);
        // A line as long as the window is wide would wrap in some terminals.
        return text.columnLength() < columns ? text : text.columnSubSequence(0, columns - 1);
    }

    private String text() {
        Connection connection = context.connection();
        List<String> parts = new ArrayList<>();
        String profile = settings().files().profile();
        if (connection.state() == BrokerSession.State.CONNECTED) {
            boards(parts);
        } else {
            parts.add("not connected");
        }
        parts.add(settings().broker() + (profile == null ? "" : " [" + profile + "]"));
        return "  " + String.join(" | ", parts);
    }

    private void boards(List<String> parts) {
        Selection selection = context.selection();
        Board board = selection.first();
        if (board == null) {
            parts.add("no board");
            return;
        }
        parts.add(SafeText.line(String.valueOf(selection.shown())));
        if (selection.several()) {
            long online =
                    selection.boards().stream().filter(StateLine::isOnline).count();
            parts.add(online + " online");
        } else {
            parts.add(board.status().map(StateLine::mode).orElse("not heard of"));
            board.roundTrip().ifPresent(time -> parts.add(time.toMillis() < 1 ? "<1 ms" : time.toMillis() + " ms"));
        }
        LogHub listening = hub;
        long warnings = listening == null ? 0 : listening.store().unreadWarnings();
        if (warnings > 0) {
            parts.add(warnings == 1 ? "1 log warning" : warnings + " log warnings");
        }
    }

    private static boolean isOnline(Board board) {
        return board.status().map(BoardStatus::online).orElse(false);
    }

    private static String mode(BoardStatus status) {
        return status.online() ? SafeText.line(status.mode()) : "offline";
    }
}
