package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;

/** {@code %rm}: removes files, with -r folders, too. */
final class RemoveCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("rm", "remove files of the board")
                .flags(
                        FileFlags.RECURSIVE,
                        Flag.of('f', "force", "a missing file is no error"),
                        Flag.of('v', "verbose", "say what was removed"))
                .arguments(Argument.several(":PATH", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .runs(new RemoveCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.words()) {
            Target target = Target.of(context, word);
            if (target.path().equals("/")) {
                throw new UsageException("%rm does not remove the root of a board; name what is in it");
            }
            if (remove(context, target, arguments) && arguments.has("verbose")) {
                context.output().note("removed " + SafeText.line(target.path()));
            }
        }
    }

    private static boolean remove(Context context, Target target, Arguments arguments)
            throws MqboardException, ShellException {
        try {
            context.await(target.board().remove(target.path(), arguments.has("recursive")));
            return true;
        } catch (BoardErrorException e) {
            if (arguments.has("force") && e.code().equals("not-found")) {
                return false;
            }
            if (e.code().equals("is-dir")) {
                throw new ShellException(
                        ExitCode.FAILED, SafeText.line(target.path()) + " is a folder; %rm -r removes folders");
            }
            throw e;
        } finally {
            context.changed(target.board(), target.path());
        }
    }
}
