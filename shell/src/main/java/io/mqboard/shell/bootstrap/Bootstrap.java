package io.mqboard.shell.bootstrap;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the framework and its settings on one board. */
final class Bootstrap {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final int OLDEST_MINOR = 20;
    private static final long FOLDERS_BYTES = 64 * 1024;

    private final RawRepl repl;
    private final FreshBoard board;
    private final String device;

    Bootstrap(SerialLine line, String device) {
        this.repl = new RawRepl(line);
        this.board = new FreshBoard(repl);
        this.device = device;
    }

    /**
     * All files, in the order in which they are written: what boots the board last, so that a board that was left half done does not begin
     * to be one.
     */
    static List<BoardFile> plan(BoardSettings settings) throws IOException {
        List<BoardFile> first = new ArrayList<>();
        List<BoardFile> safe = new ArrayList<>();
        List<BoardFile> last = new ArrayList<>();
        for (BoardFile file : Payload.files()) {
            boolean boots = file.path().equals("/main.py") || file.path().equals("/boot.py");
            (boots ? last : first).add(file);
            if (file.path().startsWith("/lib/")) {
                safe.add(file.at("/safemode" + file.path()));
            }
        }
        for (BoardFile file : settings.files()) {
            first.add(file);
            if (file.path().endsWith(".py")) {
                safe.add(file.at("/safemode" + file.path()));
            }
        }
        List<BoardFile> all = new ArrayList<>(first);
        all.addAll(safe);
        all.addAll(last);
        return all;
    }

    /** Stops what runs, and makes sure that this is a board for us. */
    String check(List<BoardFile> plan, boolean force) throws ShellException, IOException {
        repl.enter(PATIENCE_MILLIS, device);
        board.prepare();
        FreshBoard.State state = board.state();
        String python = SafeText.line(state.implementation()) + " " + state.major() + "." + state.minor();
        if (!state.implementation().equals("micropython")) {
            throw refused("the board runs " + python + ", not MicroPython");
        }
        if (state.major() < 1 || (state.major() == 1 && state.minor() < OLDEST_MINOR)) {
            throw refused("the board runs " + python + ", which is too old: it takes 1." + OLDEST_MINOR + " or newer");
        }
        if (state.names().contains("main.py") && !force) {
            throw refused(
                    "the board has a main.py already; --force replaces it, with all other files of the framework");
        }
        long needed = plan.stream().mapToLong(BoardFile::roomBytes).sum() + FOLDERS_BYTES;
        // What is replaced gives its room back, but not before.
        if (!state.names().contains("safemode") && state.freeBytes() < needed) {
            throw refused("too little room on the board: " + needed / 1000 + " KB are needed, "
                    + state.freeBytes() / 1000 + " KB are free");
        }
        return python + " on " + SafeText.line(state.machine());
    }

    /** Writes what is not there yet, and returns how many files that were. */
    int write(List<BoardFile> plan, Progress progress) throws ShellException, IOException {
        long total = plan.stream().mapToLong(file -> file.content().length).sum();
        long[] done = {0};
        Map<String, String> there = new HashMap<>();
        int written = 0;
        for (BoardFile file : plan) {
            String sha256 = file.sha256();
            long before = done[0];
            if (!board.sha256(file.path()).equals(sha256)) {
                String same = there.get(sha256);
                if (same != null) {
                    board.copy(same, file);
                } else {
                    board.write(file, bytes -> progress.moved(done[0] += bytes, total, 0));
                }
                written++;
            }
            there.put(sha256, file.path());
            done[0] = before + file.content().length;
            progress.moved(done[0], total, 0);
        }
        return written;
    }

    /** Starts the board with what it has now. */
    void reset() throws ShellException {
        board.reset();
    }

    /** Gives the board back to people. */
    void leave() throws IOException {
        repl.exit();
    }

    private ShellException refused(String why) {
        return new ShellException(ExitCode.FAILED, device + ": " + why);
    }
}
