package io.mqboard.shell.magics.boards;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics about boards: which there are, which is selected, what runs there. */
public final class BoardMagics {
    private BoardMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(
                BoardCommand.row(),
                BoardsCommand.row(),
                BootLogCommand.row(),
                BootstrapCommand.row(),
                CrashCommand.row(),
                InterruptCommand.row(),
                ResetCommand.row(),
                SafeModeCommand.row(),
                StatusCommand.row());
    }
}
