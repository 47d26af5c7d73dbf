package io.mqboard.shell.magics;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.transport.Board;

/** {@code %interrupt}: stops what blocks a board, whoever started it. */
final class InterruptCommand implements Magic.Action {
    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        // Only with a session is the board asked at once, and before the program ends.
        context.await(board.attach());
        board.interruptAll();
    }
}
