package io.mqboard.transport.internal.firmware;

import io.mqboard.transport.FirmwareImage;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.internal.board.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Checks an application image: esp_image_header_t, segments, checksum and appended SHA-256 (components/bootloader_support
 * esp_image_format.c), and reads esp_app_desc_t, which stands at the beginning of the first segment.
 */
public final class ImageReader {
    private static final long MAX_BYTES = 16L << 20;
    private static final int HEADER_BYTES = 24;
    private static final int SEGMENT_BYTES = 8;
    private static final int MAX_SEGMENTS = 16;
    private static final int DIGEST_BYTES = 32;
    private static final int MAGIC = 0xE9;
    private static final int DESCRIPTION_MAGIC = 0xABCD5432;
    private static final int DESCRIPTION_BYTES = 256;
    private static final byte CHECKSUM_SEED = (byte) 0xEF;

    private final Path file;
    private final byte[] bytes;
    private final ByteBuffer image;

    private ImageReader(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads and checks an image. */
    public static FirmwareImage read(Path file) throws LocalFileException {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new LocalFileException(file + " is no application image: " + size + " bytes are too many");
            }
            return new ImageReader(file, Files.readAllBytes(file)).check();
        } catch (IOException e) {
            throw new LocalFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private FirmwareImage check() throws LocalFileException {
        if (image.limit() < HEADER_BYTES + SEGMENT_BYTES || (image.get(0) & 0xFF) != MAGIC) {
            throw bad("it does not begin as one");
        }
        int end = checkSegments();
        if (image.limit() < end) {
            throw bad("it is cut off");
        }
        int first = HEADER_BYTES + SEGMENT_BYTES;
        boolean described = image.limit() >= first + DESCRIPTION_BYTES && image.getInt(first) == DESCRIPTION_MAGIC;
        if (!described) {
            throw bad("it has no description of an application; a file that is flashed over USB begins with the boot"
                    + " loader, for an update the .app-bin is meant");
        }
        String built = text(first + 96, 16) + " " + text(first + 80, 16);
        return new FirmwareImage(
                end, image.getShort(12) & 0xFFFF, text(first + 16, 32), text(first + 48, 32), built.strip());
    }

    /** Walks over the segments; returns where the image ends. */
    private int checkSegments() throws LocalFileException {
        int segments = image.get(1) & 0xFF;
        if (segments == 0 || segments > MAX_SEGMENTS) {
            throw bad("it has " + segments + " segments");
        }
        byte checksum = CHECKSUM_SEED;
        long at = HEADER_BYTES;
        for (int i = 0; i < segments; i++) {
            if (at + SEGMENT_BYTES > image.limit()) {
                throw bad("it is cut off");
            }
            long length = image.getInt((int) at + 4) & 0xFFFF_FFFFL;
            at += SEGMENT_BYTES;
            if (at + length > image.limit()) {
                throw bad("it is cut off");
            }
            for (long end = at + length; at < end; at++) {
                checksum ^= image.get((int) at);
            }
        }
        int last = (int) (at | 15);
        if (last >= image.limit()) {
            throw bad("it is cut off");
        }
        if (image.get(last) != checksum) {
            throw bad("its checksum is wrong");
        }
        return image.get(23) == 1 ? checkDigest(last + 1) : last + 1;
    }

    private int checkDigest(int at) throws LocalFileException {
        if (at + DIGEST_BYTES > image.limit()) {
            throw bad("it is cut off");
        }
        MessageDigest digest = Digests.sha256();
        digest.update(bytes, 0, at);
        ByteBuffer expected = ByteBuffer.wrap(bytes, at, DIGEST_BYTES);
        if (!expected.equals(ByteBuffer.wrap(digest.digest()))) {
            throw bad("its digest is wrong");
        }
        return at + DIGEST_BYTES;
    }

    private String text(int at, int length) {
        int end = at;
        while (end < at + length && image.get(end) > ' ' - 1) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.US_ASCII);
    }

    private LocalFileException bad(String why) {
        return new LocalFileException(file + " is no application image: " + why);
    }
}
