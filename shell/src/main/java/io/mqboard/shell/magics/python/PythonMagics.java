package io.mqboard.shell.magics.python;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics that run Python, or scripts. */
public final class PythonMagics {
    private PythonMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(EvalCommand.row(), RunCommand.row());
    }
}
