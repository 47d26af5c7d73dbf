package io.mqboard.shell.mip;

/**
 * A file of a package.
 *
 * @param path where it belongs, relative and checked
 * @param at where it is
 * @param sha256 beginning of its digest in lower-case hexadecimal; empty if nobody knows
 * @param owner the package, for messages
 */
public record Part(String path, Location at, String sha256, String owner) {}
