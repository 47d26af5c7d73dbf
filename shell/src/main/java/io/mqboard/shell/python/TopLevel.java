package io.mqboard.shell.python;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What source does outside its functions: which tokens stand there, whether it awaits, which names it may bind. */
final class TopLevel {
    private final String text;
    private final List<LogicalLine> lines;

    TopLevel(String text, List<LogicalLine> lines) {
        this.text = text;
        this.lines = lines;
    }

    boolean awaits() {
        for (List<Token> line : tokens()) {
            for (int i = 0; i < line.size(); i++) {
                if (line.get(i).is(text, "await") || isAsyncBlock(line, i)) {
                    return true;
                }
                if (fields(line.get(i)).stream().anyMatch(TopLevel::fieldAwaits)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every name that is not an attribute: too many rather than too few, for to call a name global that is read harms nothing. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (List<Token> line : tokens()) {
            for (int i = 0; i < line.size(); i++) {
                boolean attribute = i > 0 && line.get(i - 1).is(text, ".");
                if (line.get(i).kind() == Token.Kind.NAME && !attribute) {
                    names.add(line.get(i).text(text));
                }
            }
        }
        return names;
    }

    private boolean isAsyncBlock(List<Token> line, int index) {
        return line.get(index).is(text, "async")
                && index + 1 < line.size()
                && !line.get(index + 1).is(text, "def");
    }

    private static boolean fieldAwaits(String expression) {
        List<Token> tokens = new Tokenizer(expression).tokens();
        return new TopLevel(expression, LogicalLine.of(expression, tokens)).awaits();
    }

    /** The tokens of each logical line that are neither in the body of a function nor in that of a lambda. */
    private List<List<Token>> tokens() {
        List<List<Token>> outside = new ArrayList<>();
        int functionIndent = -1;
        for (LogicalLine line : lines) {
            int indent = line.indentation().length();
            if (functionIndent >= 0 && indent > functionIndent) {
                continue;
            }
            functionIndent = line.isFunction() ? indent : -1;
            outside.add(withoutLambdas(line.isFunction() ? header(line) : line.tokens()));
        }
        return outside;
    }

    private List<Token> header(LogicalLine line) {
        for (int i = 0; i < line.tokens().size(); i++) {
            Token token = line.tokens().get(i);
            if (token.depth() == 0 && token.is(text, ":")) {
                return line.tokens().subList(0, i);
            }
        }
        return line.tokens();
    }

    private List<Token> withoutLambdas(List<Token> line) {
        List<Token> kept = new ArrayList<>();
        int i = 0;
        while (i < line.size()) {
            if (line.get(i).is(text, "lambda")) {
                i = lambdaEnd(line, i);
            } else {
                kept.add(line.get(i++));
            }
        }
        return kept;
    }

    private int lambdaEnd(List<Token> line, int lambda) {
        int depth = line.get(lambda).depth();
        int i = lambda + 1;
        while (i < line.size() && !(line.get(i).depth() == depth && line.get(i).is(text, ":"))) {
            i++;
        }
        for (i++; i < line.size(); i++) {
            Token token = line.get(i);
            if (token.depth() < depth || (token.depth() == depth && endsLambda(token))) {
                return i;
            }
        }
        return line.size();
    }

    private boolean endsLambda(Token token) {
        return token.is(text, ",") || token.is(text, ";") || token.is(text, ":") || token.is(text, "for");
    }

    /** The expressions in an f-string's braces, roughly: a format after a colon is taken along, which does no harm here. */
    private List<String> fields(Token token) {
        String string = token.text(text);
        int quote = firstQuote(string);
        List<String> fields = new ArrayList<>();
        if (token.kind() != Token.Kind.STRING || !string.substring(0, quote).matches(".*[fF].*")) {
            return fields;
        }
        int open = string.indexOf('{', quote);
        while (open >= 0) {
            int close = string.indexOf('}', open);
            if (string.startsWith("{{", open)) {
                close = open + 1;
            } else if (close > 0) {
                fields.add(string.substring(open + 1, close));
            }
            open = close < 0 ? -1 : string.indexOf('{', close + 1);
        }
        return fields;
    }

    private static int firstQuote(String string) {
        int quote = 0;
        while (quote < string.length() && string.charAt(quote) != '"' && string.charAt(quote) != '\'') {
            quote++;
        }
        return quote;
    }
}
