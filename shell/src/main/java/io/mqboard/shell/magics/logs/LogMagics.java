package io.mqboard.shell.magics.logs;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics about what boards say and how they are. */
public final class LogMagics {
    private LogMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(DoctorCommand.row(), LogLevelCommand.row(), LogsCommand.row(), TopCommand.row());
    }
}
