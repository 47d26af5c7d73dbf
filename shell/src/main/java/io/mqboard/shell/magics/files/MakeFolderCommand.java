package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;

/** {@code %mkdir}. */
final class MakeFolderCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("mkdir", "make folders on the board")
                .flags(Flag.of('p', "parents", "the folders above, too; an existing folder is no error"))
                .arguments(Argument.several(":FOLDER", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .json("board action path")
                .runs(new MakeFolderCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.words()) {
            Target target = Target.of(context, word);
            try {
                context.await(target.board().makeFolder(target.path(), arguments.has("parents")));
            } catch (BoardErrorException e) {
                if (e.code().equals("not-found")) {
                    throw new ShellException(
                            ExitCode.FAILED,
                            SafeText.line(target.path())
                                    + ": there is no folder for it; %mkdir -p makes those above, too",
                            e);
                }
                throw e;
            }
            context.changed(target.board(), target.path());
            JsonFields.done(context, target, "made");
        }
    }
}
