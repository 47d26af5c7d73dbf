package io.mqboard.transport;

/**
 * What an update came to.
 *
 * @param label the slot that was written
 * @param imageBytes size of the image
 * @param wireBytes bytes of input that travelled
 * @param sentBlocks blocks of 4096 bytes that travelled
 * @param copiedBlocks blocks that the board took from the slot that runs
 * @param keptBlocks blocks that were there already
 */
public record UpdateResult(
        String label, long imageBytes, long wireBytes, int sentBlocks, int copiedBlocks, int keptBlocks) {}
