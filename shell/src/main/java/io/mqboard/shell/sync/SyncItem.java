package io.mqboard.shell.sync;

/**
 * A file that the board is to have, read.
 *
 * @param file what was wanted, or its compiled form
 * @param sizeBytes size
 * @param sha256 digest in lower-case hexadecimal
 */
public record SyncItem(Wanted file, long sizeBytes, String sha256) {
    /** Its path on the board. */
    public String path() {
        return file.remote();
    }
}
