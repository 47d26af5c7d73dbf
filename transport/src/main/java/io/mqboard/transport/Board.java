package io.mqboard.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One board, over protocol 2 or, where the board knows no better, protocol 1 (found out on first use). Calls may overlap; the board runs
 * one piece of Python at a time and moves files meanwhile. Safe for use by many threads.
 */
public interface Board {
    String address();

    /** What is known of it, empty if nothing was heard yet. */
    Optional<BoardStatus> status();

    /** How long the board took to answer the last request that was measured; empty before the first, and with protocol 1. */
    Optional<Duration> roundTrip();

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

    /** The room of the file system that a path is on. */
    Call<DiskSpace> space(String remotePath);

    /** SHA-256 of a file in lower-case hexadecimal. */
    Call<String> digest(String remotePath);

    /** Asks the board to start again; done when it has understood. {@link #when} waits until it is back. */
    Call<Void> reset(ResetMode mode);

    /**
     * Completed, on the delivery thread, with the first presence record from now on, the present one included, that passes the test. Without
     * limit; cancel it to give up. The test runs on the session's own thread and must not block.
     */
    CompletableFuture<BoardStatus> when(Predicate<BoardStatus> test);

    /**
     * Sets from which level on the board logs, until its next reset.
     *
     * @param level a name such as {@code debug}, or a number
     * @param logger the logger's name, or null for all that have no level of their own
     */
    Call<Void> logLevel(String level, @Nullable String logger);

    /** Fetches the first log lines of this life that the board still keeps. */
    Call<Void> bootLog(OutputListener output);

    /**
     * What there is behind a dotted name of Python, such as {@code machine.Pin}, for completion. Nothing runs for it: no call, no
     * property. Boards that can do it have the capability {@code names}.
     *
     * @param of the name, or empty for the globals and what is built in
     */
    Call<PythonNames> names(String of);

    /** Many files at once. */
    Changes changes();

    /** The board's firmware. */
    Firmware firmware();
}
