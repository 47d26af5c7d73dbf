package io.mqboard.shell.magics.sync;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.magics.boards.Reboot;
import io.mqboard.transport.Board;
import io.mqboard.transport.ResetMode;

/** {@code %rollback}: takes back what {@code %sync --confirm} has changed. */
final class RollbackCommand implements Magic.Action {
    static final Flag RESET = Flag.of(
            'r', "reset", "reset the board afterwards, so that its application sees the files, and wait for it");

    static Magic row() {
        return Magic.row("rollback", "take back changed files that await %confirm")
                .flags(RESET)
                .changes()
                .json("board rolledBack", "board reason mode boots")
                .runs(new RollbackCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Board board = context.board();
        int count = context.await(board.changes().rollback());
        context.changed(board, "/");
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", board.address());
            object.addProperty("rolledBack", count);
            context.output().json(object);
        } else {
            context.output()
                    .note("took back " + SyncReport.files(count) + " of " + board.address()
                            + (arguments.has(RESET.name()) ? "" : "; its application sees that after a %reset"));
        }
        if (arguments.has(RESET.name())) {
            reset(context, board);
        }
    }

    /** Starts the board again and says how it came back. */
    static void reset(Context context, Board board) throws Exception {
        Reboot reboot = new Reboot(context, board, Reboot.LIMIT);
        reboot.reset(ResetMode.HARD);
        reboot.say(reboot.back());
    }
}
