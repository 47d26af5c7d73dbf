package io.mqboard.transport;

/**
 * A file or folder on a board.
 *
 * @param path absolute path, or the name relative to the folder that was listed
 * @param folder whether it is a folder
 * @param sizeBytes size, 0 for folders
 * @param modifiedSeconds time of last change by the board's clock, in seconds since 1970 UTC; -1 if it keeps none
 */
public record RemoteFile(String path, boolean folder, long sizeBytes, long modifiedSeconds) {}
