package io.mqboard.shell.magics.folders;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %lpwd}: where relative local paths begin. */
final class PrintLocalFolderCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("lpwd", "show the local folder where relative paths begin")
                .offline()
                .json("folder")
                .runs(new PrintLocalFolderCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) {
        FolderMagics.print(context, null, context.folders().local().toString());
    }
}
