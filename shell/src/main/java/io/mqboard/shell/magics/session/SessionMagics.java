package io.mqboard.shell.magics.session;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics about the shell itself. */
public final class SessionMagics {
    private SessionMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(
                CompletionCommand.row(),
                ConnectCommand.row(),
                DisconnectCommand.row(),
                HelpCommand.row(),
                ListMagicsCommand.row(),
                PasteCommand.row(),
                ProfileCommand.row(),
                QuitCommand.row(),
                SetCommand.row());
    }
}
