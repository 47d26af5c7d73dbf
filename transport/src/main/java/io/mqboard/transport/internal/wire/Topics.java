package io.mqboard.transport.internal.wire;

import io.mqboard.transport.BadOptionException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The topics of a board and what may stand in them. An address is the topic prefix of a board, such as {@code weather/hilltop}. */
public final class Topics {
    /** A board's address has at most this many levels. */
    public static final int MAX_LEVELS = 8;
    /** An address has at most this many bytes. */
    public static final int MAX_ADDRESS_BYTES = 256;

    private static final String STATUS = "/mqb/status";

    private Topics() {}

    /** Returns the address if it can be one. */
    public static String requireAddress(String address) throws BadOptionException {
        String fault = fault(address);
        if (fault != null) {
            throw new BadOptionException("board address \"" + address + "\" " + fault);
        }
        return address;
    }

    /** What is wrong with an address, or null. */
    public static @Nullable String fault(String address) {
        if (address.isEmpty()) {
            return "is empty";
        }
        if (address.getBytes(StandardCharsets.UTF_8).length > MAX_ADDRESS_BYTES) {
            return "is longer than " + MAX_ADDRESS_BYTES + " bytes";
        }
        int levels = 1;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '/') {
                levels++;
            } else if (c == '+' || c == '#') {
                return "has a wildcard (" + c + ") in it";
            } else if (Character.isISOControl(c) || c == '\uFFFF') {
                return "has a control character in it";
            }
        }
        if (address.charAt(0) == '$') {
            return "begins with $, which belongs to the broker";
        }
        if (levels > MAX_LEVELS) {
            return "has more than " + MAX_LEVELS + " levels";
        }
        return address.endsWith("/") ? "ends with /" : null;
    }

    /** Whether a name can be a client's: 1 to 32 letters, digits, {@code _} or {@code -}. */
    public static boolean isClientName(String name) {
        if (name.isEmpty() || name.length() > 32) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    public static String status(String address) {
        return address + STATUS;
    }

    /** The filter that finds boards whose address has so many levels. */
    public static String statusFilter(int levels) {
        return "+/".repeat(levels - 1) + "+" + STATUS;
    }

    /** The address in a status topic, or null if it is none. */
    public static @Nullable String addressOfStatus(String topic) {
        if (!topic.endsWith(STATUS)) {
            return null;
        }
        String address = topic.substring(0, topic.length() - STATUS.length());
        return fault(address) == null ? address : null;
    }

    /** Frames of protocol 2 to the board. */
    public static String in(String address, String client) {
        return address + "/mqb/2/in/" + client;
    }

    /** Frames of protocol 2 to a client. */
    public static String out(String address, String client) {
        return address + "/mqb/2/out/" + client;
    }

    /** A command of protocol 1. The name is a path for {@code get} and {@code put}, a digest for {@code ota}, null for {@code eval}. */
    public static String command1(String address, String command, String id, @Nullable String name) {
        return address + "/mqb/cmd/" + command + "/" + id + (name == null ? "" : "/" + name);
    }

    /** Where a protocol 1 board answers. */
    public static String reply1(String address, String id) {
        return address + "/mqb/reply/out/" + id;
    }

    /** Where a protocol 1 board reports that a command failed. */
    public static String error1(String address, String id) {
        return address + "/mqb/reply/err/" + id;
    }
}
