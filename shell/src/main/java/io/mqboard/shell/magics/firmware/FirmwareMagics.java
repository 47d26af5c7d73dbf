package io.mqboard.shell.magics.firmware;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics about the firmware of a board. */
public final class FirmwareMagics {
    private FirmwareMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(OtaCommand.row());
    }
}
