package io.mqboard.shell.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Collects the statements of one block, whichever place they come from. */
public final class Structure {
    private static final Set<String> OPENERS = Set.of("if", "for", "try", "macro");

    private final List<Statement> parts = new ArrayList<>();
    private final Deque<Statement> open = new ArrayDeque<>();

    /** Whether a statement begins a block. */
    public static boolean opens(Statement statement) {
        return OPENERS.contains(word(statement));
    }

    /** The name of the magic that a statement is, as it is written; empty if it is none. */
    static String word(Statement statement) {
        if (statement.kind() != Statement.Kind.MAGIC || statement.words() != null) {
            return "";
        }
        String text = statement.text();
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    /** What stands behind the name of the magic. */
    static String rest(Statement statement) {
        return statement.text().substring(word(statement).length()).strip();
    }

    /** Takes the next statement; the first has to begin a block. True when the block has ended with it. */
    public boolean add(Statement statement) {
        parts.add(statement);
        if (opens(statement)) {
            open.push(statement);
        } else if (word(statement).equals("end")) {
            open.pop();
        }
        return open.isEmpty();
    }

    /** The block. */
    public Statement block() {
        return Statement.block(parts);
    }

    /** No more statements come, and a block is open. */
    MisplacedException unclosed() {
        Statement opener = open.element();
        return new MisplacedException(opener.place() + "%" + word(opener) + " has no %end");
    }
}
