package io.mqboard.shell.terminal;

import io.mqboard.shell.completion.BoardCache;
import io.mqboard.transport.Board;
import io.mqboard.transport.RemoteFile;
import java.util.List;
import java.util.function.LongSupplier;

/** What is in the folders of boards, as far as the completer has asked. Safe for use by many threads. */
final class RemoteFolders {
    private static final int MAX_ENTRIES = 5000;
    private static final long FRESH_MILLIS = 3000;

    private final BoardCache<List<RemoteFile>> folders;

    RemoteFolders(LongSupplier nanoTime) {
        folders = new BoardCache<>(
                nanoTime,
                FRESH_MILLIS,
                (board, folder) -> board.list(folder, false)
                        .result()
                        .thenApply(files -> List.copyOf(files.subList(0, Math.min(MAX_ENTRIES, files.size())))));
    }

    /**
     * What is in a folder, sorted by name, as far as it is known.
     *
     * @param folder an absolute path as {@link #normal} makes it
     * @param patienceMillis how long to wait for a fetch when nothing is known or the shell itself has changed the folder
     */
    List<RemoteFile> list(Board board, String folder, long patienceMillis) {
        List<RemoteFile> files = folders.get(board, folder, patienceMillis);
        return files == null ? List.of() : files;
    }

    /** Something at this path has changed: what is known of its folder and of what is below it is no longer believed. */
    void changed(Board board, String path) {
        String changed = normal(path);
        String parent = changed.equals("/") ? "/" : normal(changed.substring(0, changed.lastIndexOf('/')));
        String below = changed.equals("/") ? "/" : changed + "/";
        List<String> doubted = folders.doubt(
                board, folder -> folder.equals(changed) || folder.startsWith(below) || folder.equals(parent));
        if (doubted.contains(parent)) {
            folders.fetch(board, parent);
        }
    }

    /** Code ran on the board, which may have changed anything. */
    void doubt(Board board) {
        List<String> unused = folders.doubt(board, folder -> true);
    }

    /** Other boards may have the same addresses now. */
    void forget() {
        folders.forgetAll();
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
}
