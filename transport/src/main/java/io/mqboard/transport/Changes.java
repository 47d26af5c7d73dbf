package io.mqboard.transport;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of many files of a board at once: which differ, send those, and switch over to a staged set in one go. Boards of protocol 1
 * compare and send one by one; the rest they refuse with the code {@code unsupported}. Safe for use by many threads.
 */
public interface Changes {
    /** What the board has of each file, in the order asked. */
    Call<List<FileState>> compare(List<FileDigest> files);

    /**
     * Sends those files that the board does not have yet, with their folders. Each is verified on the board, and replaces its target as a
     * whole when it is there; with a {@code stage} it waits beside the target for {@link #commit}. What was cut off goes on where it was,
     * also after a reset of the board.
     *
     * @param stage name of the set (1 to 32 letters, digits, '-' or '_'), or null to replace each file at once
     * @param force send what is unchanged, too
     */
    Call<SentFiles> send(List<FileToSend> files, @Nullable String stage, boolean force, SetProgress progress);

    /**
     * Switches over to a staged set: all of it or, if anything is missing, nothing. A power cut in the middle is finished at the next boot.
     *
     * @param confirm the time within which {@link #confirm} must come, else the board takes the former files back; null: final at once
     */
    Call<Integer> commit(String stage, List<Change> changes, @Nullable Duration confirm);

    /** Keeps what was committed; fails with {@code not-found} if nothing awaits that. */
    Call<Void> confirm();

    /** Takes the former files back; the number of files. The application sees it after a reset. */
    Call<Integer> rollback();

    /**
     * One change of a set.
     *
     * @param path on the board
     * @param sha256 digest of the staged file in lower-case hexadecimal, or null to remove the file
     */
    record Change(String path, @Nullable String sha256) {}
}
