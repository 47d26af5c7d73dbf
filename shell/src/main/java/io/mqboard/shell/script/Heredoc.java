package io.mqboard.shell.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text of several lines for a magic: {@code %eval <<END}, the lines, {@code END}. */
public final class Heredoc {
    private static final Pattern HEAD = Pattern.compile(
            "((?:[A-Za-z_]\\w*\\s*=\\s*%)?[A-Za-z]\\w*)\\s+<<(?:([A-Za-z_]\\w*)|'([A-Za-z_]\\w*)')\\s*");

    private Heredoc() {}

    /** The line that ends the text of a statement that has one, else null. */
    public static @Nullable String mark(Statement statement) {
        boolean magic = statement.kind() == Statement.Kind.MAGIC || statement.kind() == Statement.Kind.RESULT;
        Matcher head = HEAD.matcher(magic ? statement.text() : "");
        if (!head.matches()) {
            return null;
        }
        return head.group(2) != null ? head.group(2) : head.group(3);
    }

    /** Whether the text behind this first line is taken as it is: its mark stands in single quotes. */
    static boolean isLiteral(String head) {
        return head.stripTrailing().endsWith("'");
    }

    /** The first line without the mark. */
    static String withoutMark(String head) {
        return head.substring(0, head.lastIndexOf("<<")).strip();
    }
}
