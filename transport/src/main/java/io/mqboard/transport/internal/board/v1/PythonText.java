package io.mqboard.transport.internal.board.v1;

import java.util.Locale;

/** Python literals. */
final class PythonText {
    private PythonText() {}

    /**
     * A string literal of plain ASCII whose value is this text, whatever is in it: quotes, backslashes, line ends, control characters, any
     * language.
     */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('\'');
        text.codePoints().forEach(c -> append(out, c));
        return out.append('\'').toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case '\'' -> out.append("\\'");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            default -> {
                if (c >= 0x20 && c < 0x7F) {
                    out.append((char) c);
                } else if (c < 0x80) {
                    out.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else if (c < 0x10000) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    out.append(String.format(Locale.ROOT, "\\U%08x", c));
                }
            }
        }
    }
}
