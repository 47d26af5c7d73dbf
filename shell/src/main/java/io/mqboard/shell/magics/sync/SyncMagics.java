package io.mqboard.shell.magics.sync;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics about sets of files that are changed together. */
public final class SyncMagics {
    private SyncMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(ConfirmCommand.row(), MipCommand.row(), RollbackCommand.row(), SyncCommand.row());
    }
}
