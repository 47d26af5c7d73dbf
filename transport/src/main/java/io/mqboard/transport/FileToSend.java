package io.mqboard.transport;

import java.nio.file.Path;

/**
 * A local file and where it is to go.
 *
 * @param local the file here
 * @param remotePath absolute path on the board, the file's name included
 */
public record FileToSend(Path local, String remotePath) {}
