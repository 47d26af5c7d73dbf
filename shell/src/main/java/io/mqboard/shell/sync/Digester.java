package io.mqboard.shell.sync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 of local files. A file that has not changed, as far as size and time tell, is read once. */
public final class Digester {
    /**
     * What a file is.
     *
     * @param sizeBytes size
     * @param modified when it was changed
     * @param sha256 digest in lower-case hexadecimal
     */
    public record Digest(long sizeBytes, FileTime modified, String sha256) {}

    private final Map<Path, Digest> known = new HashMap<>();
    private final byte[] buffer = new byte[1 << 16];

    /** Reads a file, if it has to. */
    public Digest of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Digest before = known.get(file);
        if (before != null
                && before.sizeBytes() == now.size()
                && before.modified().equals(now.lastModifiedTime())) {
            return before;
        }
        Digest digest = new Digest(now.size(), now.lastModifiedTime(), read(file));
        known.put(file, digest);
        return digest;
    }

    /** Of some bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private String read(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
