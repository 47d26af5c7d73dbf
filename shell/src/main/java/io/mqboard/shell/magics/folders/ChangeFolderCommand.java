package io.mqboard.shell.magics.folders;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;

/** {@code %cd}: where relative paths begin on the board. The board's own working folder stays, because its application may rely on it. */
final class ChangeFolderCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("cd", "make a folder of the board the one where relative paths begin")
                .description("Without a folder it is the root. Python on the board is not told.")
                .arguments(Argument.maybe(":FOLDER", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board folder")
                .runs(new ChangeFolderCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Target target = Target.of(context, arguments.count() == 0 ? "/" : arguments.word(0));
        boolean folder = target.path().equals("/")
                || context.await(target.board().stat(target.path())).folder();
        if (!folder) {
            throw new UsageException(SafeText.line(target.path()) + " is no folder");
        }
        context.folders().enter(target.board(), target.path());
        if (context.settings().json()) {
            FolderMagics.print(context, target.board(), target.path());
        }
    }
}
