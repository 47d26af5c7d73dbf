package io.mqboard.shell.command;

import io.mqboard.transport.Board;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where relative paths begin: here, and on each board. Notions of the shell: neither this process nor a board changes its own working
 * folder. Changed on the command thread, read by any.
 */
public final class Folders {
    private static final Path HERE = Path.of("");

    private final Map<String, String> onBoards = new ConcurrentHashMap<>();
    private volatile Path local = HERE;

    /** The folder on a board: absolute, the root at first. */
    public String on(Board board) {
        return onBoards.getOrDefault(board.address(), "/");
    }

    /** Makes a folder of a board the one where relative paths begin; absolute. */
    public void enter(Board board, String folder) {
        onBoards.put(board.address(), folder);
    }

    /** Paths on boards begin at the root again. */
    public void forgetBoards() {
        onBoards.clear();
    }

    /** A path on a board as the user wrote it, with the folder before it if it is relative. */
    public String resolve(Board board, String path) {
        return path.startsWith("/") ? path : on(board) + "/" + path;
    }

    /** The local folder, absolute. */
    public Path local() {
        return local.toAbsolutePath().normalize();
    }

    /** Whether it is still the one in which the program was started. */
    public boolean atStart() {
        return local.equals(HERE);
    }

    /** Makes a local folder the one where relative paths begin. */
    public void enter(Path folder) {
        local = folder.toAbsolutePath().normalize();
    }

    /** The same as a word, with its slash at the end if it has one, and as it stands if no folder was entered. */
    public String localWord(String path) {
        return atStart() ? path : local.resolve(path) + (path.endsWith("/") ? "/" : "");
    }

    /** A local path as the user wrote it, behind the folder if it is relative. */
    public Path local(String path) {
        return local.resolve(path);
    }
}
