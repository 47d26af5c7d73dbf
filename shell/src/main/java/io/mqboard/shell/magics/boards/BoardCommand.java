package io.mqboard.shell.magics.boards;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;

/** {@code %board}: selects a board. */
final class BoardCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("board", "select a board, or show the selected one")
                .description("NAME is an address, or a part or glob of an address that only one board has.")
                .arguments(Argument.maybe("NAME", ArgumentKind.BOARD))
                .runs(new BoardCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (arguments.count() > 0) {
            Board board = context.board(arguments.word(0));
            context.select(board);
            context.output().note("board " + SafeText.line(board.address()));
            return;
        }
        if (context.selected() == null && context.settings().board() == null) {
            throw new UsageException("no board is selected; %board NAME selects one, %boards lists them");
        }
        context.output().println(SafeText.line(context.board().address()));
    }
}
