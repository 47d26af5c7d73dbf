package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.JsonMap;
import org.jspecify.annotations.Nullable;

/** Turns what a board says went wrong into exceptions. */
public final class Errors {
    private static final int MAX_TEXT = 1000;

    private Errors() {}

    /** The exception for an END's body, or null if it reports success. */
    static @Nullable MqboardException of(JsonMap end, String address) {
        if (end.flag("ok")) {
            return null;
        }
        String code = code(end.text("error", "unknown"));
        String text = oneLine(end.text("text", ""));
        String path = oneLine(end.text("path", ""));
        String message = text.isEmpty() ? code + (path.isEmpty() ? "" : ": " + path) : text;
        return switch (code) {
            case "interrupted" -> new InterruptedCallException(address + ": interrupted");
            case "integrity" -> new IntegrityException(address + ": " + message);
            case "exception" -> new BoardErrorException(code, message);
            default -> new BoardErrorException(code, address + ": " + message);
        };
    }

    /** A code as the protocol allows it. */
    private static String code(String given) {
        boolean good = !given.isEmpty() && given.length() <= 32;
        for (int i = 0; good && i < given.length(); i++) {
            char c = given.charAt(i);
            good = (c >= 'a' && c <= 'z') || c == '-';
        }
        return good ? given : "unknown";
    }

    /** Board text as one line of bounded length without control characters. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        for (int i = 0; i < text.length() && i < MAX_TEXT; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line.toString().strip();
    }
}
