package io.mqboard.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Contents for files and outputs, and looks at folders that others write to. */
final class Samples {
    private Samples() {}

    /** So many bytes that do not compress; the same for the same seed. */
    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The numbers from 0, one on each line. */
    static String numbers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i).append('\n');
        }
        return text.toString();
    }

    /** The size of the largest file that a glob fits, or -1 if it fits none. */
    static long largest(Path folder, String glob) throws IOException {
        long largest = -1;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            for (Path each : files) {
                largest = Math.max(largest, size(each));
            }
        }
        return largest;
    }

    /** Waits, looking often, until a file that a glob fits is larger than this. */
    static void awaitLarger(Path folder, String glob, long size) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(4))
                .atMost(Duration.ofSeconds(30))
                .until(() -> largest(folder, glob) > size);
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException renamed) {
            return -1;
        }
    }

    /** How many entries a folder has. */
    static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** The SHA-256 of some bytes in hexadecimal digits. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
