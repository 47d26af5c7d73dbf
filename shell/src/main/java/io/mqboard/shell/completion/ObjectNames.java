package io.mqboard.shell.completion;

import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.PythonNames;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the names of Python on boards have, as far as the completer has asked. Safe for use by many threads. */
public final class ObjectNames {
    /** The application goes on changing what it has, but hardly the names in it. */
    private static final long FRESH_MILLIS = 30_000;

    private static final String GLOBALS = "";

    private final BoardCache<PythonNames> cache;

    public ObjectNames(LongSupplier nanoTime) {
        cache = new BoardCache<>(nanoTime, FRESH_MILLIS, ObjectNames::fetch);
    }

    private static CompletableFuture<PythonNames> fetch(Board board, String of) {
        boolean can = board.status().map(BoardStatus::capabilities).stream()
                .anyMatch(capabilities -> capabilities.contains("names"));
        return can
                ? board.names(of).result()
                : CompletableFuture.failedFuture(new UnsupportedOperationException("the board does not tell names"));
    }

    /**
     * What is behind a dotted name, as far as it is known.
     *
     * @param of the name, empty for the globals and what is built in
     * @param patienceMillis how long to wait for the board if it has not been asked since Python was run
     */
    public @Nullable PythonNames of(Board board, String of, long patienceMillis) {
        return cache.get(board, of, patienceMillis);
    }

    /** Python is about to run, after which a name may mean anything. The globals are mostly the same, and some. */
    public void runs(Board board) {
        cache.forget(board, name -> !name.equals(GLOBALS));
        Object unused = cache.doubt(board, GLOBALS::equals);
    }

    /** Other boards may have the same addresses now. */
    public void forget() {
        cache.forgetAll();
    }

    /** Nothing runs now: the globals are fetched in the background if they were wanted before. A board that is not asked loads nothing. */
    public void rests(Board board) {
        if (cache.has(board, GLOBALS)) {
            cache.fetch(board, GLOBALS);
        }
    }
}
