package io.mqboard.shell.magics.measure;

import io.mqboard.shell.command.Magic;
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
}
