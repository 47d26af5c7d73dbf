package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Magic;
import java.util.List;

/** Magics about the files of boards. */
public final class FileMagics {
    private FileMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(
                CatCommand.row(),
                CopyCommand.row(),
                UsageCommand.row(),
                SpaceCommand.row(),
                DigestCommand.row(),
                TouchCommand.row(),
                TreeCommand.row(),
                DiffCommand.row(),
                EditCommand.row(),
                LessCommand.row(),
                GetCommand.row(),
                ListCommand.row(),
                MakeFolderCommand.row(),
                MoveCommand.row(),
                PutCommand.row(),
                RemoveFolderCommand.row(),
                RemoveCommand.row());
    }
}
