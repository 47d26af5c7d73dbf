package io.mqboard.shell.magics.folders;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Magics about where relative paths begin. */
public final class FolderMagics {
    private FolderMagics() {}

    /** Their rows. */
    public static List<Magic> rows() {
        return List.of(
                ChangeFolderCommand.row(),
                LocalFolderCommand.row(),
                LocalListCommand.row(),
                PrintFolderCommand.row(),
                PrintLocalFolderCommand.row());
    }

    /** Prints a folder as data. */
    static void print(Context context, @Nullable Board board, String folder) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            if (board != null) {
                object.addProperty("board", board.address());
            }
            object.addProperty("folder", folder);
            context.output().json(object);
        } else {
            context.output().println(SafeText.line(folder));
        }
    }
}
