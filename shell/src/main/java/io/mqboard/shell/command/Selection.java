package io.mqboard.shell.command;

import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What commands work on: no board, one, or several.
 *
 * @param boards each once, in the order of their addresses
 * @param label how the user named them, if they are several; not escaped
 */
public record Selection(List<Board> boards, String label) {
    /** No board. */
    public static final Selection NONE = new Selection(List.of(), "");

    /** One board. */
    public static Selection of(@Nullable Board board) {
        return board == null ? NONE : new Selection(List.of(board), board.address());
    }

    /** Whether these are more than one. */
    public boolean several() {
        return boards.size() > 1;
    }

    /** The only board or the first one; null without any. */
    public @Nullable Board first() {
        return boards.isEmpty() ? null : boards.get(0);
    }

    /** For people: the address of the one, or the label and the number of several; null for none. */
    public @Nullable String shown() {
        return boards.isEmpty() ? null : several() ? label + " (" + boards.size() + ")" : label;
    }

    /** The addresses, escaped, separated by commas. */
    public String addresses() {
        return String.join(
                ", ",
                boards.stream().map(board -> SafeText.line(board.address())).toList());
    }
}
