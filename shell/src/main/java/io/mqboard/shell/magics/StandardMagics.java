package io.mqboard.shell.magics;

import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The table of magics. */
public final class StandardMagics {
    private StandardMagics() {}

    /** All magics. */
    public static MagicTable table() {
        List<Magic> rows = new ArrayList<>();
        rows.addAll(BoardMagics.rows());
        rows.addAll(FileMagics.rows());
        rows.addAll(FirmwareMagics.rows());
        rows.addAll(FolderMagics.rows());
        rows.addAll(LogMagics.rows());
        rows.addAll(MeasureMagics.rows());
        rows.addAll(PythonMagics.rows());
        rows.addAll(ScriptMagics.rows());
        rows.addAll(SessionMagics.rows());
        rows.addAll(SyncMagics.rows());
        rows.addAll(ShortcutMagics.rows());
        rows.sort(Comparator.comparing(Magic::name));
        return new MagicTable(rows);
    }
}
