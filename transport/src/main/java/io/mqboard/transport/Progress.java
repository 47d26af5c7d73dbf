package io.mqboard.transport;

/** Told how far a transfer has come, on the delivery thread, at most a few times each 100 ms. */
@FunctionalInterface
public interface Progress {
    /** Nobody is told. */
    Progress NONE = (doneBytes, totalBytes, resumedBytes) -> {};

    /**
     * Tells how far it is.
     *
     * @param doneBytes bytes that the receiver has acknowledged, {@code resumedBytes} included
     * @param totalBytes size of the whole, -1 while unknown
     * @param resumedBytes bytes that needed not be sent because they had arrived earlier
     */
    void moved(long doneBytes, long totalBytes, long resumedBytes);
}
