package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;

/** {@code %rmdir}. */
final class RemoveFolderCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("rmdir", "remove empty folders of the board")
                .arguments(Argument.several(":FOLDER", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .json("board action path")
                .runs(new RemoveFolderCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.words()) {
            Target target = Target.of(context, word);
            context.await(target.board().removeFolder(target.path()));
            context.changed(target.board(), target.path());
            JsonFields.done(context, target, "removed");
        }
    }
}
