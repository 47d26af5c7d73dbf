package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.TemporaryFolder;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code %touch}: empty files where there are none. */
final class TouchCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("touch", "make empty files on the board")
                .description("What is there already is left as it is: MicroPython cannot set the time of a file.")
                .arguments(Argument.several(":FILE", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .json("board action path")
                .runs(new TouchCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.words()) {
            Target target = Target.of(context, word);
            if (isThere(context, target)) {
                context.output().detail(SafeText.line(target.path()) + " is there already");
            } else {
                make(context, target);
            }
        }
    }

    private static boolean isThere(Context context, Target target) throws MqboardException {
        try {
            return target.path().equals("/")
                    || context.await(target.board().stat(target.path())).sizeBytes() >= 0;
        } catch (BoardErrorException e) {
            if (e.code().equals("not-found")) {
                return false;
            }
            throw e;
        }
    }

    private static void make(Context context, Target target) throws MqboardException, IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path empty = Files.createFile(folder.path().resolve("empty"));
            context.await(target.board().put(empty, target.path(), Progress.NONE));
        }
        context.changed(target.board(), target.path());
        JsonFields.done(context, target, "made");
    }
}
