package io.mqboard.shell.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tokens of one logical line without comments; never empty. */
record LogicalLine(String source, List<Token> tokens) {
    private static final Set<String> COMPOUND =
            Set.of("if", "while", "for", "try", "with", "def", "class", "async", "elif", "else", "except", "finally");
    private static final Set<String> CONTINUING = Set.of("elif", "else", "except", "finally");
    private static final Set<String> ENDING = Set.of("return", "pass", "break", "continue", "raise");

    /** Cuts tokens at the ends of logical lines; empty lines and comments are left out. */
    static List<LogicalLine> of(String source, List<Token> tokens) {
        List<LogicalLine> lines = new ArrayList<>();
        List<Token> line = new ArrayList<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.NEWLINE) {
                addLine(source, lines, line);
                line = new ArrayList<>();
            } else if (token.kind() != Token.Kind.COMMENT) {
                line.add(token);
            }
        }
        addLine(source, lines, line);
        return lines;
    }

    private static void addLine(String source, List<LogicalLine> lines, List<Token> line) {
        if (!line.isEmpty()) {
            lines.add(new LogicalLine(source, List.copyOf(line)));
        }
    }

    int start() {
        return tokens.get(0).start();
    }

    /** The white space before the first token. */
    String indentation() {
        return source.substring(source.lastIndexOf('\n', start() - 1) + 1, start());
    }

    String word(int index) {
        return index < tokens.size() ? tokens.get(index).text(source) : "";
    }

    boolean isDecorator() {
        return word(0).equals("@");
    }

    boolean isCompound() {
        return COMPOUND.contains(word(0)) || isDecorator();
    }

    /** Whether it can only go on with the statement before it, as {@code else:} does. */
    boolean isContinuing() {
        return CONTINUING.contains(word(0));
    }

    /** Whether nothing that follows it in its block could run. */
    boolean endsBlock() {
        return ENDING.contains(word(0));
    }

    boolean isFunction() {
        return word(0).equals("def") || (word(0).equals("async") && word(1).equals("def"));
    }

    boolean opensBlock() {
        return word(tokens.size() - 1).equals(":");
    }
}
