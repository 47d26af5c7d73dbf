package io.mqboard.transport;

import org.jspecify.annotations.Nullable;

/**
 * The slots of a board.
 *
 * @param running the one that runs
 * @param next the one that an update is written to, or null if there is none
 * @param rollback whether the board goes back to the former image by itself when a new one fails
 * @param chip number of the chip, as in the header of an image; -1 if unknown
 */
public record FirmwareInfo(Slot running, @Nullable Slot next, boolean rollback, int chip) {
    /**
     * One slot.
     *
     * @param label name in the partition table
     * @param sizeBytes room
     * @param state what the boot loader thinks of it: {@code new pending valid invalid aborted undefined}, or empty if nobody keeps track
     * @param version version of the image in it, empty if it holds none
     * @param imageBytes size of that image, 0 if it holds none
     */
    public record Slot(String label, long sizeBytes, String state, String version, long imageBytes) {}
}
