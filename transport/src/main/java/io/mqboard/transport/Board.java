package io.mqboard.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One board, over protocol 2 or, where the board knows no better, protocol 1 (found out on first use). Calls may overlap; the board runs
 * one piece of Python at a time and moves files meanwhile. Safe for use by many threads.
 */
public interface Board {
    String address();

    /** What is known of it, empty if nothing was heard yet. */
    Optional<BoardStatus> status();

    /**
     * Finds out whether the board is there and which protocol it speaks, as the other calls do by themselves: 2 or 1. Fails with {@link
     * BoardOfflineException}.
     */
    CompletableFuture<Integer> attach();

    /** Runs Python. The name stands in tracebacks, such as {@code <stdin>}. */
    Call<Void> exec(ExecMode mode, String name, String source, OutputListener output);

    /** Stops whatever runs on the board, whoever started it. Best effort; protocol 2 only. */
    void interruptAll();

    /**
     * Writes a local file to the board: whole, verified and renamed into place, or not at all. Resumes what an earlier try has left.
     * Creates missing folders.
     */
    Call<Void> put(Path local, String remotePath, Progress progress);

    /**
     * Fetches a file: into a temporary file beside {@code local}, verified, then renamed over it. Resumes after a cut while this call
     * lasts.
     */
    Call<Void> get(String remotePath, Path local, Progress progress);

    /** Fetches a file's content in pieces to a listener (channel OUTPUT); its digest is checked before the result is there. */
    Call<Void> read(String remotePath, OutputListener output);

    /** Lists a folder, or one file; recursively with names relative to the folder. Sorted by name. */
    Call<List<RemoteFile>> list(String remotePath, boolean recursive);

    Call<RemoteFile> stat(String remotePath);

    Call<Void> remove(String remotePath, boolean recursive);

    /** Makes a folder; with {@code parents} also those above it, and then an existing folder is no error. */
    Call<Void> makeFolder(String remotePath, boolean parents);

    Call<Void> removeFolder(String remotePath);

    Call<Void> rename(String from, String to);

    /** Sends an application image to a board that speaks protocol 1 and waits until it is set to boot. */
    Call<Void> ota(Path image, Progress progress);
}
