package io.mqboard.shell.magics;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %mkdir}. */
final class MakeFolderCommand implements Magic.Action {
    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.words()) {
            Target target = Target.of(context, word);
            context.await(target.board().makeFolder(target.path(), arguments.has('p')));
            context.changed(target.board(), target.path());
        }
    }
}
