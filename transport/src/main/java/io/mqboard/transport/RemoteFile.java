package io.mqboard.transport;

/**
 * A file or folder on a board.
 *
 * @param path absolute path, or the name relative to the folder that was listed
 * @param folder whether it is a folder
 * @param sizeBytes size, 0 for folders
 * @param modifiedSeconds time of last change on the board's clock, in seconds of its epoch; -1 if it keeps none
 */
public record RemoteFile(String path, boolean folder, long sizeBytes, long modifiedSeconds) {}
