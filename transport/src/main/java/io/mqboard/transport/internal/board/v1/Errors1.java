package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.internal.board.Errors;

/** Finds out what the text says that a board of protocol 1 sends when a command has failed. */
final class Errors1 {
    /** Names that newer boards print, numbers that older ones print, and our code. */
    private static final String[][] CODES = {
        {"ENOENT", "2", "not-found"},
        {"EEXIST", "17", "exists"},
        {"ENOTDIR", "20", "not-dir"},
        {"EISDIR", "21", "is-dir"},
        {"ENOSPC", "28", "full"},
        {"ENOTEMPTY", "39", "not-empty"},
        {"EIO", "5", "io"}
    };

    private Errors1() {}

    /** The last line that is not empty: what Python says in a word. */
    static String lastLine(String text) {
        String[] lines = text.strip().split("\n", -1);
        return Errors.oneLine(lines[lines.length - 1]);
    }

    /** An exception of the caller's own code. */
    static BoardErrorException ofCode(String text) {
        return new BoardErrorException(
                lastLine(text).startsWith("MemoryError") ? "memory" : "exception", lastLine(text));
    }

    /** An exception of one of our scripts that worked on a path. */
    static BoardErrorException ofPath(String address, String path, String text) {
        String line = lastLine(text);
        String code = code(line);
        return new BoardErrorException(
                code, address + ": " + path + ": " + (code.equals("exception") ? line : words(code)));
    }

    private static String code(String line) {
        if (line.startsWith("MemoryError")) {
            return "memory";
        }
        if (line.endsWith("not supported")) {
            return "unsupported";
        }
        for (String[] each : CODES) {
            boolean numbered = line.startsWith("OSError: " + each[1]) || line.contains("[Errno " + each[1] + "]");
            if (line.startsWith("OSError") && (line.contains(each[0]) || (numbered && exact(line, each[1])))) {
                return each[2];
            }
        }
        return "exception";
    }

    /** So that 2 is not found in 20. */
    private static boolean exact(String line, String number) {
        int end = line.indexOf(number) + number.length();
        return end >= line.length() || !Character.isDigit(line.charAt(end));
    }

    private static String words(String code) {
        return switch (code) {
            case "not-found" -> "not found";
            case "exists" -> "exists already";
            case "not-dir" -> "not a folder";
            case "is-dir" -> "is a folder";
            case "full" -> "the flash is full";
            case "not-empty" -> "the folder is not empty";
            case "memory" -> "out of memory";
            case "unsupported" -> "the board does not support this command";
            default -> "input/output error";
        };
    }
}
