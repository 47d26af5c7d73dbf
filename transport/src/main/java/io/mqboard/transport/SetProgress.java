package io.mqboard.transport;

/** Told how far a set of files has come, on the delivery thread, at most a few times each 100 ms. */
@FunctionalInterface
public interface SetProgress {
    /** Nobody is told. */
    SetProgress NONE = (file, doneFiles, totalFiles, doneBytes, totalBytes) -> {};

    /**
     * Tells how far it is.
     *
     * @param file the file that is on its way
     * @param doneFiles files that are there
     * @param totalFiles files that have to be sent
     * @param doneBytes bytes of content that are there
     * @param totalBytes bytes of content that have to be there in the end
     */
    void moved(FileToSend file, int doneFiles, int totalFiles, long doneBytes, long totalBytes);

    /**
     * Tells of a file that is there now.
     *
     * @param file the file
     * @param sizeBytes its size
     * @param resumedBytes how much of it an earlier try had left
     * @param sent whether it had to be sent; false if the board had it
     */
    default void finished(FileToSend file, long sizeBytes, long resumedBytes, boolean sent) {}
}
