package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Selection;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;

/** {@code %board}: selects what later commands work on. */
final class BoardCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("board", "select boards, or show the selected ones")
                .description(
                        "NAME is an address, a part of one that only one board has, a glob, or a group. Of several boards, Python and magics run on each; answers that are identical are shown once.")
                .arguments(Argument.any("NAME", ArgumentKind.BOARD))
                .once()
                .json("board")
                .runs(new BoardCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (arguments.count() > 0) {
            Selection selection = context.find(arguments.words());
            context.select(selection);
            if (context.settings().json()) {
                selection.boards().forEach(board -> show(context, board));
                return;
            }
            context.output()
                    .note((selection.several() ? selection.boards().size() + " boards: " : "board ")
                            + selection.addresses());
            return;
        }
        if (context.selected() == null && context.settings().board() == null) {
            throw new UsageException("no board is selected; %board NAME selects one, %boards lists them");
        }
        for (Board board : context.boards().boards()) {
            show(context, board);
        }
    }

    private static void show(Context context, Board board) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            context.output().json(object);
        } else {
            context.output().println(SafeText.line(board.address()));
        }
    }
}
