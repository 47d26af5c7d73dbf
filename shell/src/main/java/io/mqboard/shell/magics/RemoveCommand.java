package io.mqboard.shell.magics;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;

/** {@code %rm}: removes files, with -r folders, too. */
final class RemoveCommand implements Magic.Action {
    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.words()) {
            Target target = Target.of(context, word);
            if (target.path().equals("/")) {
                throw new UsageException("%rm does not remove the root of a board; name what is in it");
            }
            if (remove(context, target, arguments) && arguments.has('v')) {
                context.output().note("removed " + SafeText.line(target.path()));
            }
        }
    }

    private static boolean remove(Context context, Target target, Arguments arguments) throws MqboardException {
        try {
            context.await(target.board().remove(target.path(), arguments.has('r')));
            return true;
        } catch (BoardErrorException e) {
            if (arguments.has('f') && e.code().equals("not-found")) {
                return false;
            }
            throw e;
        } finally {
            context.changed(target.board(), target.path());
        }
    }
}
