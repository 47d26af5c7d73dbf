package io.mqboard.shell.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts Python source into tokens. Never fails: what is no Python becomes operators. One use per object. */
final class Tokenizer {
    static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private static final List<String> OPERATORS = List.of(
            "**=", "//=", ">>=", "<<=", "...", "!=", "==", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "@=",
            "&=", "|=", "^=", "**", "//", "<<", ">>");

    private static final Set<String> PREFIXES = Set.of("r", "b", "u", "f", "rb", "br", "rf", "fr");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;
    private boolean openString;
    private boolean openBackslash;

    Tokenizer(String text) {
        this.text = text;
        while (at < text.length()) {
            next();
        }
    }

    List<Token> tokens() {
        return tokens;
    }

    /** Brackets still open at the end of the text; never below 0. */
    int depth() {
        return depth;
    }

    /** Whether the text ends inside a triple-quoted string. */
    boolean openString() {
        return openString;
    }

    /** Whether the last character is a backslash that joins the next line to this one. */
    boolean openBackslash() {
        return openBackslash;
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\n') {
            lineEnd();
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
            at++;
        } else if (c == '\\') {
            backslash();
        } else if (c == '#') {
            int end = text.indexOf('\n', at);
            add(Token.Kind.COMMENT, end < 0 ? text.length() : end);
        } else if (c == '"' || c == '\'') {
            string(at);
        } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
            number();
        } else if (isNamePart(at)) {
            nameOrString();
        } else {
            operator();
        }
    }

    private void lineEnd() {
        if (depth == 0) {
            add(Token.Kind.NEWLINE, at + 1);
        } else {
            at++;
        }
    }

    private void backslash() {
        int end = text.startsWith("\r\n", at + 1) ? at + 3 : at + 2;
        if (end >= text.length()) {
            openBackslash = at + 1 == text.length();
        }
        if (openBackslash || text.startsWith("\n", end - 1)) {
            at = Math.min(end, text.length());
        } else {
            add(Token.Kind.OPERATOR, at + 1);
        }
    }

    private void nameOrString() {
        int end = at;
        while (isNamePart(end)) {
            end++;
        }
        if (end < text.length() && isQuote(text.charAt(end)) && isPrefix(at, end)) {
            string(end);
            return;
        }
        boolean keyword = KEYWORDS.contains(text.substring(at, end));
        add(keyword ? Token.Kind.KEYWORD : Token.Kind.NAME, end);
    }

    private boolean isPrefix(int start, int end) {
        return end - start <= 2 && PREFIXES.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private void string(int quoteAt) {
        String quote = text.substring(quoteAt, quoteAt + 1);
        boolean triple = text.startsWith(quote.repeat(3), quoteAt);
        int end = triple ? tripleEnd(quote.repeat(3), quoteAt + 3) : singleEnd(quote.charAt(0), quoteAt + 1);
        add(Token.Kind.STRING, end);
    }

    private int tripleEnd(String quotes, int from) {
        int end = from;
        while (end < text.length()) {
            if (text.charAt(end) == '\\') {
                end += 2;
            } else if (text.startsWith(quotes, end)) {
                return end + 3;
            } else {
                end++;
            }
        }
        openString = true;
        return text.length();
    }

    private int singleEnd(char quote, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n') {
            char c = text.charAt(end);
            if (c == quote) {
                return end + 1;
            }
            openBackslash = c == '\\' && end + 1 == text.length();
            end += c == '\\' ? (text.startsWith("\r\n", end + 1) ? 3 : 2) : 1;
        }
        return Math.min(end, text.length());
    }

    private void number() {
        boolean decimal = !text.regionMatches(true, at, "0x", 0, 2);
        int end = at;
        while (isNamePart(end) || (end < text.length() && text.charAt(end) == '.')) {
            boolean exponent = decimal && (text.charAt(end) == 'e' || text.charAt(end) == 'E');
            boolean signed = exponent && (text.startsWith("+", end + 1) || text.startsWith("-", end + 1));
            end += signed && isDigit(end + 2) ? 2 : 1;
        }
        add(Token.Kind.NUMBER, end);
    }

    private void operator() {
        char c = text.charAt(at);
        if (c == ')' || c == ']' || c == '}') {
            depth = Math.max(0, depth - 1);
        }
        int length = 1;
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                length = operator.length();
                break;
            }
        }
        add(Token.Kind.OPERATOR, at + length);
        if (c == '(' || c == '[' || c == '{') {
            depth++;
        }
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, at, end, depth));
        at = end;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isNamePart(int index) {
        if (index >= text.length()) {
            return false;
        }
        char c = text.charAt(index);
        return c == '_' || c >= 128 || Character.isLetterOrDigit(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
