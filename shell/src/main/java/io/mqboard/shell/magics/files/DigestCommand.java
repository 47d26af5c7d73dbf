package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.output.SafeText;

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
        for (Target target : Expansion.targets(context, arguments.words())) {
            String digest = SafeText.line(context.await(target.board().digest(target.path())));
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
}
