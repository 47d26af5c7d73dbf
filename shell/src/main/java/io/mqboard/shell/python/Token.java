package io.mqboard.shell.python;

/**
 * A piece of Python source. White space and line breaks inside brackets are between tokens.
 *
 * @param kind what it is
 * @param start index of its first character
 * @param end index behind its last character
 * @param depth how many brackets are open around it; a bracket itself counts as outside
 */
public record Token(Kind kind, int start, int end, int depth) {
    /** Classes of tokens, as a highlighter needs them. */
    public enum Kind {
        KEYWORD,
        NAME,
        NUMBER,
        /** A string of any prefix; also one that is not closed, which then ends with its line or with the text. */
        STRING,
        /** From {@code #} to the end of the line. */
        COMMENT,
        /** Operators, brackets, and characters that Python does not know. */
        OPERATOR,
        /** The end of a logical line. */
        NEWLINE
    }

    /** The token's characters. */
    public String text(String source) {
        return source.substring(start, end);
    }

    /** Of a string: whether the quotes that it begins with also end it. A triple quote may have its end on a line to come. */
    public boolean isClosed(String source) {
        int quote = start;
        while (quote < end && source.charAt(quote) != '\'' && source.charAt(quote) != '"') {
            quote++;
        }
        char c = quote < end ? source.charAt(quote) : 0;
        if (c == 0 || source.startsWith(String.valueOf(c).repeat(3), quote)) {
            return true;
        }
        int at = quote + 1;
        while (at < end && source.charAt(at) != c) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return at < end;
    }

    boolean is(String source, String word) {
        return end - start == word.length() && source.startsWith(word, start);
    }
}
