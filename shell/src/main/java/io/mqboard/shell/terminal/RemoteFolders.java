package io.mqboard.shell.terminal;

import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.RemoteFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in the folders of boards, as far as the completer has asked. Nobody waits for a board here longer than he says: what is not
 * known yet is fetched in the background, what is old is shown and fetched anew. Safe for use by many threads.
 */
final class RemoteFolders {
    private static final int MAX_FOLDERS = 256;
    private static final int MAX_ENTRIES = 5000;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(3);

    private record Key(String address, String folder) {}

    /** All members are guarded by the outer object. */
    private static final class Folder {
        List<RemoteFile> files = List.of();
        long fetchedNanos;
        boolean known;
        /** Changes that were heard of, and those that the files here already show. */
        int changes;

        int shown;

        @Nullable
        CompletableFuture<?> fetch;
    }

    private final LongSupplier nanoTime;
    // Guarded by this; the least recently used goes first.
    private final Map<Key, Folder> folders = new LinkedHashMap<>(16, 0.75f, true);

    RemoteFolders(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What is in a folder, sorted by name, as far as it is known.
     *
     * @param folder an absolute path as {@link #normal} makes it
     * @param patienceMillis how long to wait for a fetch when nothing is known or the shell itself has changed the folder
     */
    List<RemoteFile> list(Board board, String folder, long patienceMillis) {
        Key key = new Key(board.address(), folder);
        CompletableFuture<?> pending = refresh(board, key);
        if (pending != null && !isUsable(key)) {
            await(pending, patienceMillis);
        }
        synchronized (this) {
            Folder found = folders.get(key);
            return found == null ? List.of() : found.files;
        }
    }

    /** Something at this path has changed: what is known of its folder and of what is below it is no longer believed. */
    void changed(Board board, String path) {
        String changed = normal(path);
        String parent = changed.equals("/") ? "/" : normal(changed.substring(0, changed.lastIndexOf('/')));
        boolean fetch = false;
        synchronized (this) {
            for (Map.Entry<Key, Folder> entry : folders.entrySet()) {
                String folder = entry.getKey().folder();
                boolean below = folder.equals(changed) || folder.startsWith(changed.equals("/") ? "/" : changed + "/");
                if (entry.getKey().address().equals(board.address()) && (below || folder.equals(parent))) {
                    entry.getValue().changes++;
                    fetch |= folder.equals(parent);
                }
            }
        }
        if (fetch) {
            CompletableFuture<?> unused = refresh(board, new Key(board.address(), parent));
        }
    }

    /** Code ran on the board, which may have changed anything. */
    void doubt(Board board) {
        synchronized (this) {
            for (Map.Entry<Key, Folder> entry : folders.entrySet()) {
                if (entry.getKey().address().equals(board.address())) {
                    entry.getValue().changes++;
                }
            }
        }
    }

    /** An absolute path without a slash at its end, except the root; a relative one begins at the root. */
    static String normal(String path) {
        StringBuilder normal = new StringBuilder();
        for (String name : path.split("/+", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                normal.append('/').append(name);
            }
        }
        return normal.length() == 0 ? "/" : normal.toString();
    }

    private synchronized boolean isUsable(Key key) {
        Folder folder = folders.get(key);
        return folder != null && folder.known && folder.shown == folder.changes;
    }

    /** Begins to fetch unless that is under way or not needed; returns the fetch under way. */
    private @Nullable CompletableFuture<?> refresh(Board board, Key key) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        int changes;
        synchronized (this) {
            Folder folder = folders.computeIfAbsent(key, k -> new Folder());
            dropOldest();
            if (folder.fetch != null) {
                return folder.fetch;
            }
            boolean fresh = isUsable(key) && nanoTime.getAsLong() - folder.fetchedNanos < FRESH_NANOS;
            if (fresh || !board.status().map(BoardStatus::online).orElse(true)) {
                return null;
            }
            folder.fetch = mine;
            changes = folder.changes;
        }
        CompletableFuture<?> unused = board.list(key.folder(), false).result().whenComplete((files, error) -> {
            fetched(key, files, changes);
            mine.complete("");
        });
        return mine;
    }

    private synchronized void fetched(Key key, @Nullable List<RemoteFile> files, int changes) {
        Folder folder = folders.get(key);
        if (folder == null) {
            return;
        }
        folder.fetch = null;
        folder.known = files != null;
        folder.shown = changes;
        folder.fetchedNanos = nanoTime.getAsLong();
        folder.files =
                files == null ? List.of() : new ArrayList<>(files.subList(0, Math.min(MAX_ENTRIES, files.size())));
    }

    private void dropOldest() {
        if (folders.size() > MAX_FOLDERS) {
            folders.remove(folders.keySet().iterator().next());
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
