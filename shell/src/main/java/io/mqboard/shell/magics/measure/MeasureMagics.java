package io.mqboard.shell.magics.measure;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Magic;
import io.mqboard.transport.Board;
import java.util.List;

/** Magics that measure. */
public final class MeasureMagics {
    private MeasureMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(
                MemoryCommand.row(),
                PlotCommand.row(),
                TimeCommand.row(),
                TimeItCommand.row(),
                WatchCommand.row(),
                WhoCommand.row());
    }

    static JsonObject json(Board board) {
        JsonObject object = new JsonObject();
        object.addProperty("board", board.address());
        return object;
    }
}
