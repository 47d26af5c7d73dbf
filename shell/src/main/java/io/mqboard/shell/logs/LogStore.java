package io.mqboard.shell.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The last lines of all boards together. Safe for use by many threads. */
public final class LogStore {
    /** Lines that are kept: some minutes of a flood, days of a usual board; at most 3 MB or so. */
    static final int CAPACITY = 10_000;

    // Guarded by this.
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final Map<String, LogLine> warnings = new HashMap<>();
    private long unread;
    private Runnable listener = () -> {};

    void add(LogLine line) {
        if (keep(line)) {
            whoListens().run();
        }
    }

    /** Calls this after each warning, or worse, on the thread that brings it. */
    public synchronized void onWarning(Runnable whoever) {
        listener = whoever;
    }

    private synchronized Runnable whoListens() {
        return listener;
    }

    /** Warnings, or worse, that came since somebody has looked at the log. */
    public synchronized long unreadWarnings() {
        return unread;
    }

    /** Somebody looks at the log. */
    public synchronized void read() {
        unread = 0;
    }

    /** Returns whether it is a warning, or worse. */
    private synchronized boolean keep(LogLine line) {
        lines.add(line);
        if (lines.size() > CAPACITY) {
            lines.remove();
        }
        LogLevel level = line.level();
        boolean warns = level != null && level.reaches(LogLevel.WARNING);
        if (warns) {
            unread++;
            if (warnings.size() < LogHub.MAX_BOARDS || warnings.containsKey(line.board())) {
                warnings.put(line.board(), line);
            }
        }
        return warns;
    }

    /** The lines that pass, oldest first. */
    public synchronized List<LogLine> lines(Predicate<LogLine> filter) {
        List<LogLine> passing = new ArrayList<>();
        for (LogLine line : lines) {
            if (filter.test(line)) {
                passing.add(line);
            }
        }
        return passing;
    }

    /** The last warning, or worse, of a board. */
    public synchronized Optional<LogLine> lastWarning(String board) {
        return Optional.ofNullable(warnings.get(board));
    }
}
