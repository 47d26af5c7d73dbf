package io.mqboard.shell.magics;

import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.command.Subject;
import io.mqboard.shell.magics.boards.BoardMagics;
import io.mqboard.shell.magics.files.FileMagics;
import io.mqboard.shell.magics.firmware.FirmwareMagics;
import io.mqboard.shell.magics.folders.FolderMagics;
import io.mqboard.shell.magics.logs.LogMagics;
import io.mqboard.shell.magics.measure.MeasureMagics;
import io.mqboard.shell.magics.python.PythonMagics;
import io.mqboard.shell.magics.script.ScriptMagics;
import io.mqboard.shell.magics.session.SessionMagics;
import io.mqboard.shell.magics.shortcuts.ShortcutMagics;
import io.mqboard.shell.magics.sync.SyncMagics;
import java.util.List;

/** The table of magics. */
public final class StandardMagics {
    private StandardMagics() {}

    /** All magics. */
    public static MagicTable table() {
        return MagicTable.of(List.of(
                Subject.of("boards", BoardMagics.rows()),
                Subject.of("python", PythonMagics.rows(), MeasureMagics.rows()),
                Subject.of("files", FileMagics.rows(), FolderMagics.rows()),
                Subject.of("updates", SyncMagics.rows(), FirmwareMagics.rows()),
                Subject.of("logs", LogMagics.rows()),
                Subject.of("scripts", ScriptMagics.rows()),
                Subject.of("session", SessionMagics.rows(), ShortcutMagics.rows())));
    }
}
