package io.mqboard.shell.probe;

/** Values as Python writes them. */
final class PythonLiteral {
    private PythonLiteral() {}

    /** A string or a number. */
    static String of(Object value) {
        return value instanceof Number ? value.toString() : text(value.toString());
    }

    private static String text(String value) {
        StringBuilder literal = new StringBuilder("'");
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '\n' -> literal.append("\\n");
                case '\'', '\\' -> literal.append('\\').appendCodePoint(c);
                default -> {
                    if (c < ' ' || c == 0x7f || Character.getType(c) == Character.SURROGATE) {
                        String hex = Integer.toHexString(c);
                        literal.append("\\u").append("0000", hex.length(), 4).append(hex);
                    } else {
                        literal.appendCodePoint(c);
                    }
                }
            }
        }
        return literal.append('\'').toString();
    }
}
