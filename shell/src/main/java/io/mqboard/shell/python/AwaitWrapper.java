package io.mqboard.shell.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts source with a top-level {@code await} into a coroutine. */
final class AwaitWrapper {
    /** The function that the source becomes. */
    static final String FUNCTION = "__mqb__";

    /** Lines that stand before the source. */
    static final int LINES_BEFORE = 2;

    /** Keywords that an expression may begin with. */
    private static final Set<String> VALUES = Set.of("False", "None", "True", "await", "lambda", "not");

    private static final Set<String> ASSIGNING =
            Set.of("=", ":", ":=", "+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**=");

    private final String text;
    private final List<Token> tokens;
    private final List<LogicalLine> lines;

    AwaitWrapper(String text, List<Token> tokens, List<LogicalLine> lines) {
        this.text = text;
        this.tokens = tokens;
        this.lines = lines;
    }

    String wrapped() {
        StringBuilder out = new StringBuilder("async def ").append(FUNCTION).append("():\n\t");
        Set<String> names = new TopLevel(text, lines).names();
        out.append(names.isEmpty() ? "pass" : "global " + String.join(",", names))
                .append('\n');
        int returnAt = lastExpression();
        int lineStart = 0;
        while (lineStart < text.length()) {
            int lineEnd = text.indexOf('\n', lineStart) + 1;
            lineEnd = lineEnd == 0 ? text.length() : lineEnd;
            appendLine(out, lineStart, lineEnd, returnAt);
            lineStart = lineEnd;
        }
        return out.toString();
    }

    /** A tab indents by a whole tab stop, so that tabs and spaces keep their relation. */
    private void appendLine(StringBuilder out, int start, int end, int returnAt) {
        if (!startsInString(start)) {
            out.append('\t');
        }
        if (returnAt >= start && returnAt < end) {
            out.append(text, start, returnAt).append("return ").append(text, returnAt, end);
        } else {
            out.append(text, start, end);
        }
    }

    private boolean startsInString(int index) {
        for (Token token : tokens) {
            if (token.start() >= index) {
                return false;
            }
            if (token.end() > index) {
                return token.kind() == Token.Kind.STRING;
            }
        }
        return false;
    }

    /** Index of the last statement if it is certainly an expression, else -1. */
    private int lastExpression() {
        if (lines.isEmpty() || !lines.get(lines.size() - 1).indentation().isEmpty()) {
            return -1;
        }
        LogicalLine last = lines.get(lines.size() - 1);
        if (last.isCompound()) {
            return -1;
        }
        List<Token> statement = lastStatement(last.tokens());
        if (statement.isEmpty() || !mayBeExpression(statement.get(0))) {
            return -1;
        }
        boolean assigns = false;
        boolean lambda = false;
        for (Token token : statement) {
            lambda |= token.is(text, "lambda");
            String operator = token.kind() == Token.Kind.OPERATOR ? token.text(text) : "";
            assigns |= token.depth() == 0 && ASSIGNING.contains(operator) && !(lambda && operator.equals(":"));
        }
        return assigns ? -1 : statement.get(0).start();
    }

    private boolean mayBeExpression(Token first) {
        return first.kind() == Token.Kind.KEYWORD ? VALUES.contains(first.text(text)) : !first.is(text, "@");
    }

    private List<Token> lastStatement(List<Token> line) {
        List<Token> statement = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            boolean separator = line.get(i).depth() == 0 && line.get(i).is(text, ";");
            if (separator && i + 1 < line.size()) {
                statement.clear();
            } else if (!separator) {
                statement.add(line.get(i));
            }
        }
        return statement;
    }
}
