package io.mqboard.transport;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a board last said of itself in its retained presence record. All text is the board's: escape it before it reaches a terminal.
 *
 * @param address the board's topic prefix
 * @param online whether the board was online when it (or its last will) last spoke
 * @param mode {@code normal} or {@code safe}
 * @param bootId identifies one life of the board, 8 hexadecimal digits; empty if unknown
 * @param reason why it booted, or why it is offline
 * @param boots boot count, -1 if unknown
 * @param version version of the framework on the board
 * @param python version of MicroPython
 * @param machine the hardware in MicroPython's words
 * @param freeBytes free heap, -1 if unknown
 * @param capabilities what it can do, such as {@code exec} or {@code file}
 * @param lastSeen when this program last heard of it, or null if only a retained record was seen
 * @param members every simple member of the record, for display
 */
public record BoardStatus(
        String address,
        boolean online,
        String mode,
        String bootId,
        String reason,
        long boots,
        String version,
        String python,
        String machine,
        long freeBytes,
        List<String> capabilities,
        @Nullable Instant lastSeen,
        Map<String, String> members) {}
