package io.mqboard.shell.script.language;

import io.mqboard.shell.cli.UsageException;
import java.util.List;
import java.util.Set;

/** What {@code %if} and {@code %assert} ask about words whose variables have been put in. */
public final class Condition {
    private static final Set<String> OPERATORS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> FALSE =
            Set.of("", "0", "0.0", "False", "false", "None", "''", "\"\"", "b''", "[]", "()", "{}");

    private Condition() {}

    /** Whether it holds: {@code WORD}, {@code WORD OPERATOR WORD}, or {@code not} before one of them. */
    public static boolean holds(List<String> words) throws UsageException {
        int count = words.size();
        if (count == 1) {
            return isTrue(words.get(0));
        }
        if (count == 3 && OPERATORS.contains(words.get(1))) {
            return compare(words.get(0), words.get(1), words.get(2));
        }
        if ((count == 2 || count == 4) && words.get(0).equals("not")) {
            return !holds(words.subList(1, count));
        }
        throw new UsageException(
                "expected a condition: [not] WORD, [not] WORD == WORD (or != < <= > >=), [not] %magic");
    }

    /** Whether a text counts as true: all does but an empty one and what Python prints for zero, None, False and empty things. */
    public static boolean isTrue(String text) {
        return !FALSE.contains(text.strip());
    }

    private static boolean compare(String left, String operator, String right) throws UsageException {
        if (operator.equals("==") || operator.equals("!=")) {
            boolean same = left.equals(right) || (isNumber(left) && isNumber(right) && order(left, right) == 0);
            return same == operator.equals("==");
        }
        if (!isNumber(left) || !isNumber(right)) {
            throw new UsageException(
                    operator + " compares numbers, but " + (isNumber(left) ? right : left) + " is none");
        }
        int order = order(left, right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static int order(String left, String right) {
        return new java.math.BigDecimal(left).compareTo(new java.math.BigDecimal(right));
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][-+]?\\d{1,3})?");
    }
}
