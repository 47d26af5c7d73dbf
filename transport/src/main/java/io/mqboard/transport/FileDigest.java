package io.mqboard.transport;

/**
 * What a file of a board should be.
 *
 * @param path on the board
 * @param sha256 digest of its content in lower-case hexadecimal
 */
public record FileDigest(String path, String sha256) {}
