package io.mqboard.shell.bootstrap;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file for the board. */
final class BoardFile {
    private static final int BLOCK = 4096;

    private final String path;
    private final byte[] content;

    /** A file with its absolute path there; the content is not copied. */
    BoardFile(String path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    String path() {
        return path;
    }

    byte[] content() {
        return content;
    }

    /** The same content in another place. */
    BoardFile at(String otherPath) {
        return new BoardFile(otherPath, content);
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it takes of the flash, whose blocks are never shared. */
    long roomBytes() {
        return (long) (content.length / BLOCK + 1) * BLOCK;
    }
}
