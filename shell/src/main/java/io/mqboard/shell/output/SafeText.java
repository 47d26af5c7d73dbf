package io.mqboard.shell.output;

/**
 * Makes text of a board harmless for a terminal: control characters (escape sequences begin with one), C1 controls, characters that turn
 * the direction of writing and bytes that are not UTF-8 become visible escapes. Line feed and tab stay, a carriage return before a line
 * feed goes.
 *
 * <p>An instance remembers the beginning of a character that is split between two pieces. Not safe for use by several threads.
 */
public final class SafeText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder();
    private final byte[] partial = new byte[4];
    private int partialLength;
    private int needed;
    private boolean carriageReturn;

    /** The escaped text of a whole string that must stay on one line. */
    public static String line(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return escape(text);
            }
        }
        return text;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            append(escaped, c);
            i += Character.charCount(c);
        }
        return escaped.toString();
    }

    /** The escaped text of the next piece, as far as its characters are whole. */
    public String next(byte[] bytes) {
        for (byte b : bytes) {
            take(b & 0xff);
        }
        return drain();
    }

    /** What is left at the end: half a character, a lone carriage return. */
    public String end() {
        dropPartial();
        if (carriageReturn) {
            carriageReturn = false;
            text.append("\\r");
        }
        return drain();
    }

    private String drain() {
        String result = text.toString();
        text.setLength(0);
        return result;
    }

    private void take(int b) {
        if (partialLength > 0) {
            if ((b & 0xc0) == 0x80) {
                partial[partialLength++] = (byte) b;
                if (partialLength == needed) {
                    finish();
                }
                return;
            }
            dropPartial();
        }
        if (b < 0x80) {
            ascii(b);
        } else {
            begin(b);
        }
    }

    private void ascii(int b) {
        if (carriageReturn) {
            carriageReturn = false;
            if (b != '\n') {
                text.append("\\r");
            }
        }
        if (b == '\r') {
            carriageReturn = true;
        } else if (b == '\n' || b == '\t') {
            text.append((char) b);
        } else {
            append(text, b);
        }
    }

    private void begin(int b) {
        if (carriageReturn) {
            carriageReturn = false;
            text.append("\\r");
        }
        needed = lengthOf(b);
        if (needed == 0) {
            hex(text, b);
        } else {
            partial[0] = (byte) b;
            partialLength = 1;
        }
    }

    private void finish() {
        int c = partial[0] & (0xff >> (needed + 1));
        for (int i = 1; i < needed; i++) {
            c = (c << 6) | (partial[i] & 0x3f);
        }
        boolean overlong = c < (needed == 2 ? 0x80 : needed == 3 ? 0x800 : 0x10000);
        if (overlong || c > Character.MAX_CODE_POINT || between(c, 0xd800, 0xdfff)) {
            dropPartial();
            return;
        }
        partialLength = 0;
        append(text, c);
    }

    private void dropPartial() {
        for (int i = 0; i < partialLength; i++) {
            hex(text, partial[i] & 0xff);
        }
        partialLength = 0;
    }

    private static void append(StringBuilder to, int c) {
        if (c == '\n') {
            to.append("\\n");
        } else if (c == '\r') {
            to.append("\\r");
        } else if (c == '\t') {
            to.append("\\t");
        } else if (c < 0x20 || between(c, 0x7f, 0x9f)) {
            hex(to, c);
        } else if (unsafe(c)) {
            to.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                to.append(HEX[c >> shift & 15]);
            }
        } else {
            to.appendCodePoint(c);
        }
    }

    /** Marks and overrides of direction, line and paragraph separators, halves of pairs, the byte order mark. */
    private static boolean unsafe(int c) {
        return c == 0x61c // Arabic letter mark
                || between(c, 0x200b, 0x200f)
                || between(c, 0x2028, 0x202e)
                || between(c, 0x2060, 0x2069)
                || between(c, 0xd800, 0xdfff)
                || c == 0xfeff
                || between(c, 0xfff9, 0xfffb);
    }

    /** Whether a character must not reach a terminal as it is, line ends and tabs included. */
    static boolean isUnsafe(int c) {
        return c < 0x20 || between(c, 0x7f, 0x9f) || unsafe(c);
    }

    private static boolean between(int c, int first, int last) {
        return c >= first && c <= last;
    }

    /** How many bytes a character has that begins with this one; 0 if none can. */
    private static int lengthOf(int first) {
        if (between(first, 0xc2, 0xdf)) {
            return 2;
        }
        if (between(first, 0xe0, 0xef)) {
            return 3;
        }
        return between(first, 0xf0, 0xf4) ? 4 : 0;
    }

    private static void hex(StringBuilder to, int b) {
        to.append("\\x").append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
    }
}
