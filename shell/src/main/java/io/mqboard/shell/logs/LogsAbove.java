package io.mqboard.shell.logs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows a view above the prompt, on a thread of its own. Drawing disturbs whoever types, so it is done at most ten times a second, and of many
 * lines the last ones are shown and the others counted: a flood costs the prompt as much as ten lines.
 */
public final class LogsAbove implements AutoCloseable {
    /** Lines that are drawn together. */
    static final int TOGETHER = 10;

    private static final long PAUSE_MILLIS = 100;

    private final LogView view;
    private final LogText text;
    private final @Nullable LogFiles files;
    private final Consumer<String> screen;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "mqboard-logs");

    /**
     * Begins to show.
     *
     * @param view what is shown; closed with this
     * @param text how
     * @param files where the lines are written, too, or null
     * @param screen draws lines above the prompt; may block
     */
    public LogsAbove(LogView view, LogText text, @Nullable LogFiles files, Consumer<String> screen) {
        this.view = view;
        this.text = text;
        this.files = files;
        this.screen = screen;
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it; a line may still be drawn. */
    @Override
    public void close() {
        closed.countDown();
        view.close();
    }

    private void run() {
        boolean saving = files != null;
        try {
            do {
                view.arrival().get();
                LogView.Batch batch = view.take();
                if (saving) {
                    saving = saved(batch.lines());
                }
                if (!batch.lines().isEmpty()) {
                    screen.accept(shown(batch));
                }
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException | ExecutionException e) {
            view.close();
        }
    }

    private boolean saved(List<LogLine> lines) {
        try {
            if (files != null) {
                files.write(lines);
            }
            return true;
        } catch (IOException e) {
            screen.accept("log lines are not saved any more: " + e.getMessage());
            return false;
        }
    }

    private String shown(LogView.Batch batch) {
        List<LogLine> lines = batch.lines();
        int left = Math.max(0, lines.size() - TOGETHER);
        StringBuilder drawn = new StringBuilder();
        if (left + batch.missed() > 0) {
            drawn.append(text.missed(left + batch.missed())).append('\n');
        }
        for (LogLine line : lines.subList(left, lines.size())) {
            drawn.append(text.of(line)).append('\n');
        }
        return drawn.substring(0, drawn.length() - 1);
    }
}
