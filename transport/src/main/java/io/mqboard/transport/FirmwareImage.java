package io.mqboard.transport;

import io.mqboard.transport.internal.firmware.ImageReader;
import java.nio.file.Path;

/**
 * What the header of an application image says, as ESP-IDF lays it out (esp_app_format.h, esp_app_desc.h).
 *
 * @param sizeBytes size of the image: header, segments, checksum and digest
 * @param chip number of the chip it was made for, see {@link #chipName}
 * @param version version of the application, usually of MicroPython; empty if it does not say
 * @param project name of the application
 * @param built date and time it was built
 */
public record FirmwareImage(long sizeBytes, int chip, String version, String project, String built) {
    /**
     * Reads an image and checks it: magic numbers, segments, checksum and appended digest.
     *
     * @throws LocalFileException if it cannot be read, or is not a whole application image
     */
    public static FirmwareImage read(Path file) throws LocalFileException {
        return ImageReader.read(file);
    }

    /** The name of a chip's number (esp_chip_id_t), or the number where it is not known. */
    public static String chipName(int chip) {
        return switch (chip) {
            case 0 -> "ESP32";
            case 2 -> "ESP32-S2";
            case 5 -> "ESP32-C3";
            case 9 -> "ESP32-S3";
            case 12 -> "ESP32-C2";
            case 13 -> "ESP32-C6";
            case 16 -> "ESP32-H2";
            case 18 -> "ESP32-P4";
            case 23 -> "ESP32-C5";
            default -> "chip " + chip;
        };
    }
}
