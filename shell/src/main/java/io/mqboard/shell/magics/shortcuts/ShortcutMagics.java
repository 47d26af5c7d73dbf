package io.mqboard.shell.magics.shortcuts;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics that save typing. */
public final class ShortcutMagics {
    private ShortcutMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(
                AliasCommand.row(), HistoryCommand.row(), MacroCommand.row(), RecordCommand.row(), ReplayCommand.row());
    }
}
