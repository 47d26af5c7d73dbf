package io.mqboard.shell.completion;

import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers of boards by name, such as the files in a folder. Nobody waits for a board here longer than he says: what is not known yet is
 * fetched in the background, what is old is shown and fetched anew. Safe for use by many threads.
 *
 * @param <V> an answer
 */
public final class BoardCache<V> {
    private static final int MAX_ENTRIES = 256;

    /** Asks a board. */
    public interface Source<V> {
        CompletableFuture<V> fetch(Board board, String name);
    }

    private record Key(String address, String name) {}

    /** All members are guarded by the outer object. */
    private static final class Entry<V> {
        @Nullable
        V value;

        long fetchedNanos;
        boolean known;
        /** Changes that were heard of, and those that the value here already shows. */
        int changes;

        int shown;

        @Nullable
        CompletableFuture<?> fetch;
    }

    private final LongSupplier nanoTime;
    private final long freshNanos;
    private final Source<V> source;
    // Guarded by this; the least recently used goes first.
    private final Map<Key, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty cache.
     *
     * @param nanoTime a clock
     * @param freshMillis how long an answer is not asked for again although nothing was heard of a change
     * @param source where answers come from
     */
    public BoardCache(LongSupplier nanoTime, long freshMillis, Source<V> source) {
        this.nanoTime = nanoTime;
        this.freshNanos = TimeUnit.MILLISECONDS.toNanos(freshMillis);
        this.source = source;
    }

    /**
     * The answer as far as it is known, else null.
     *
     * @param patienceMillis how long to wait for a fetch when nothing is known or the shell itself may have changed it
     */
    public @Nullable V get(Board board, String name, long patienceMillis) {
        Key key = new Key(board.address(), name);
        CompletableFuture<?> pending = refresh(board, key);
        if (pending != null && !isUsable(key)) {
            await(pending, patienceMillis);
        }
        synchronized (this) {
            Entry<V> found = entries.get(key);
            return found == null ? null : found.value;
        }
    }

    /** What is known of these is still shown, but no longer believed. Returns the names. */
    public synchronized List<String> doubt(Board board, Predicate<String> names) {
        List<String> doubted = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (key.address().equals(board.address()) && names.test(key.name())) {
                entry.changes++;
                doubted.add(key.name());
            }
        });
        return doubted;
    }

    /** What is known of these is dropped, also what is on its way. */
    public synchronized void forget(Board board, Predicate<String> names) {
        entries.keySet().removeIf(key -> key.address().equals(board.address()) && names.test(key.name()));
    }

    /** All that is known is dropped, also what is on its way. */
    public synchronized void forgetAll() {
        entries.clear();
    }

    /** Fetches it now, in the background, unless what is known is fresh. */
    public void fetch(Board board, String name) {
        CompletableFuture<?> unused = refresh(board, new Key(board.address(), name));
    }

    /** Whether it was ever asked for and not forgotten. */
    public synchronized boolean has(Board board, String name) {
        return entries.containsKey(new Key(board.address(), name));
    }

    private synchronized boolean isUsable(Key key) {
        Entry<V> entry = entries.get(key);
        return entry != null && entry.known && entry.shown == entry.changes;
    }

    /** Begins to fetch unless that is under way or not needed; returns the fetch under way. */
    private @Nullable CompletableFuture<?> refresh(Board board, Key key) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        Entry<V> entry;
        int changes;
        synchronized (this) {
            entry = entries.computeIfAbsent(key, k -> new Entry<>());
            dropOldest();
            if (entry.fetch != null) {
                return entry.fetch;
            }
            boolean fresh = isUsable(key) && nanoTime.getAsLong() - entry.fetchedNanos < freshNanos;
            if (fresh || !board.status().map(BoardStatus::online).orElse(true)) {
                return null;
            }
            entry.fetch = mine;
            changes = entry.changes;
        }
        CompletableFuture<?> unused = source.fetch(board, key.name()).whenComplete((value, error) -> {
            fetched(entry, value, changes);
            mine.complete("");
        });
        return mine;
    }

    private synchronized void fetched(Entry<V> entry, @Nullable V value, int changes) {
        entry.fetch = null;
        entry.known = value != null;
        entry.shown = changes;
        entry.fetchedNanos = nanoTime.getAsLong();
        entry.value = value;
    }

    private void dropOldest() {
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static void await(CompletableFuture<?> fetch, long millis) {
        try {
            fetch.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What is known now has to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
