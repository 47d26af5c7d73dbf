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

    boolean is(String source, String word) {
        return end - start == word.length() && source.startsWith(word, start);
    }
}
