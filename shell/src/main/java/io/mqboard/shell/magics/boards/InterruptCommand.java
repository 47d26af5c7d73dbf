package io.mqboard.shell.magics.boards;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.transport.Board;

/** {@code %interrupt}: stops what blocks a board, whoever started it. */
final class InterruptCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("interrupt", "stop whatever runs on the board")
                .description(
                        "Whoever started it: code of another shell, or a task of the application that never lets the others run.")
                .runs(new InterruptCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        // Only with a session is the board asked at once, and before the program ends.
        context.await(board.attach());
        board.interruptAll();
    }
}
