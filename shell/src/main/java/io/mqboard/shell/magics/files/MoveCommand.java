package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;

/** {@code %mv}: renames within one board. */
final class MoveCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("mv", "rename or move a file or folder of the board")
                .description("A :TO with a slash at its end is the folder to move it into.")
                .arguments(
                        Argument.one(":FROM", ArgumentKind.REMOTE_PATH_PLAIN),
                        Argument.one(":TO", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .runs(new MoveCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Target from = Target.of(context, arguments.word(0));
        Target to = Target.of(context, arguments.word(1));
        if (from.board() != to.board()) {
            throw new UsageException("%mv works within one board; use %get and %put between two");
        }
        Target end = to.folder() ? to.child(from.name()) : to;
        context.await(from.board().rename(from.path(), end.path()));
        context.changed(from.board(), from.path());
        context.changed(end.board(), end.path());
    }
}
