package io.mqboard.shell.terminal;

import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.Board;
import io.mqboard.transport.RemoteFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jspecify.annotations.Nullable;

/** Completes paths, here and on boards. */
final class PathCompleter {
    /** How the completer comes to a board. */
    interface Boards {
        /** The selected board, or null. */
        @Nullable
        Board selected();

        /** Where relative paths begin on a board. */
        String folder(Board board);

        /** The local folder where relative paths begin. */
        Path localFolder();

        /** The board of an address; nothing is sent. */
        Board at(String address) throws BadOptionException;
    }

    /** Less than anybody notices; a board in the same house has answered by then. */
    private static final long PATIENCE_MILLIS = 5;

    private static final int MAX_CANDIDATES = 2000;

    private final RemoteFolders folders;
    private final Boards boards;

    PathCompleter(RemoteFolders folders, Boards boards) {
        this.folders = folders;
        this.boards = boards;
    }

    void local(String word, List<Candidate> candidates) {
        String folder = word.substring(0, word.lastIndexOf('/') + 1);
        String name = word.substring(folder.length());
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(boards.localFolder().resolve(folder))) {
            for (Path file : files) {
                String found = String.valueOf(file.getFileName());
                boolean hidden = found.startsWith(".") && !name.startsWith(".");
                if (!hidden && candidates.size() < MAX_CANDIDATES) {
                    add(folder, found, Files.isDirectory(file), candidates);
                }
            }
        } catch (IOException | InvalidPathException | SecurityException e) {
            // Where nothing can be read there is nothing to complete.
        }
    }

    /** A word such as {@code :lib/mq}, {@code address:lib} or, for the selected board, {@code lib/mq}. */
    void remote(String word, List<Candidate> candidates) {
        int colon = word.indexOf(':');
        Board board = board(colon <= 0 ? "" : word.substring(0, colon));
        if (board == null) {
            return;
        }
        int nameStart = Math.max(word.lastIndexOf('/'), colon) + 1;
        String written = word.substring(colon + 1, nameStart);
        String folder = Target.normal(written.startsWith("/") ? written : boards.folder(board) + "/" + written);
        for (RemoteFile file : folders.list(board, folder, PATIENCE_MILLIS)) {
            String path = file.path();
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (candidates.size() < MAX_CANDIDATES && SafeText.line(name).equals(name)) {
                add(word.substring(0, nameStart), name, file.folder(), candidates);
            }
        }
    }

    private @Nullable Board board(String address) {
        try {
            return address.isEmpty() ? boards.selected() : boards.at(address);
        } catch (BadOptionException e) {
            return null;
        }
    }

    private static void add(String start, String name, boolean folder, List<Candidate> candidates) {
        String shown = folder ? name + "/" : name;
        candidates.add(new Candidate(start + shown, shown, null, null, null, null, !folder));
    }
}
