package io.mqboard.shell.magics.folders;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.transport.Board;

/** {@code %pwd}: where relative paths begin on the board. */
final class PrintFolderCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("pwd", "show the folder of the board where relative paths begin")
                .json("board folder")
                .runs(new PrintFolderCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        FolderMagics.print(context, board, context.folders().on(board));
    }
}
