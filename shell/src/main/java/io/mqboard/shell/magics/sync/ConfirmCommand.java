package io.mqboard.shell.magics.sync;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.transport.Board;

/** {@code %confirm}: keeps what {@code %sync --confirm} has changed. */
final class ConfirmCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("confirm", "keep changed files that the board would take back")
                .json("board confirmed")
                .runs(new ConfirmCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        context.await(board.changes().confirm());
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            object.addProperty("confirmed", true);
            context.output().json(object);
        } else {
            context.output().note(board.address() + " keeps the changed files");
        }
    }
}
