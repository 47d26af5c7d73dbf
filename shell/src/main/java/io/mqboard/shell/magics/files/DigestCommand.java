package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Ahead;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.output.SafeText;
import java.util.List;

/** {@code %sha256sum}: digests of files, in the format of the program of that name. */
final class DigestCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("sha256sum", "digests of files of the board")
                .arguments(Argument.several(":FILE", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board path sha256")
                .runs(new DigestCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<Target> targets = Expansion.targets(context, arguments.words());
        try (Ahead<String> digests = new Ahead<>(
                targets.size(),
                i -> targets.get(i).board().status().isPresent(),
                i -> targets.get(i).board().digest(targets.get(i).path()))) {
            for (Target target : targets) {
                print(context, target, SafeText.line(context.await(digests.next())));
            }
        }
    }

    private static void print(Context context, Target target, String digest) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", target.board().address());
            object.addProperty("path", target.path());
            object.addProperty("sha256", digest);
            context.output().json(object);
        } else {
            context.output().println(digest + "  " + SafeText.line(target.path()));
        }
    }
}
