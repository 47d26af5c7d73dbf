package io.mqboard.transport;

import java.nio.file.Path;

/** The firmware of a board: two slots, one of them running. Safe for use by many threads. */
public interface Firmware {
    /** What runs, and where an update would go. */
    Call<FirmwareInfo> info();

    /**
     * Writes an image to the slot that does not run; only blocks that neither slot has travel, compressed where the board can inflate. The
     * board reads all of it back. An update that was cut off goes on where it was, also after a reset of the board. Boards of protocol 1 get
     * the whole image and always activate it.
     *
     * @param activate whether the board shall start it at the next reset
     */
    Call<UpdateResult> update(Path image, boolean activate, Progress progress);

    /** Makes the other slot the one to start, if it holds an image that works. */
    Call<Void> revert();

    /** Marks the running image as good before the board does it by itself. */
    Call<Void> markValid();
}
