package io.mqboard.shell.magics;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %mv}: renames within one board. */
final class MoveCommand implements Magic.Action {
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
