package io.mqboard.shell.magics.sync;

/**
 * What a synchronisation came to.
 *
 * @param sent files that were sent
 * @param deleted files that were deleted
 * @param unchanged files that were there already
 * @param left files that differ and were not written
 * @param bytes size of what was sent
 * @param wire bytes that travelled for it
 */
record SyncCount(int sent, int deleted, int unchanged, int left, long bytes, long wire) {}
