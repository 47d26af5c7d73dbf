package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import java.util.List;

/** {@code %mv}: renames within one board. */
final class MoveCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("mv", "rename or move files and folders of the board")
                .description(
                        "A :TO that is a folder, is written with a slash at its end or is given for several :FROM is the"
                                + " folder to move them into.")
                .flags(FileFlags.VERBOSE)
                .arguments(
                        Argument.several(":FROM", ArgumentKind.REMOTE_PATH_PLAIN),
                        Argument.one(":TO", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .json("board action path to")
                .runs(new MoveCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.words().subList(0, arguments.count() - 1);
        List<Target> sources = Expansion.targets(context, words);
        Target to = Target.of(context, arguments.word(arguments.count() - 1));
        for (Target from : sources) {
            if (from.board() != to.board()) {
                throw new UsageException("%mv works within one board; use %cp and %rm between two");
            }
        }
        boolean into = to.folder() || sources.size() > 1 || isFolder(context, to);
        for (Target from : sources) {
            move(context, from, into ? to.child(from.name()) : to, arguments.has("verbose"));
        }
    }

    private static boolean isFolder(Context context, Target target) throws MqboardException {
        try {
            return context.await(target.board().stat(target.path())).folder();
        } catch (BoardErrorException e) {
            if (e.code().equals("not-found")) {
                return false;
            }
            throw e;
        }
    }

    private static void move(Context context, Target from, Target end, boolean verbose) throws MqboardException {
        context.await(from.board().rename(from.path(), end.path()));
        context.changed(from.board(), from.path());
        context.changed(end.board(), end.path());
        if (context.settings().json()) {
            JsonObject object = JsonFields.done(from, "moved");
            object.addProperty("to", end.path());
            context.output().json(object);
        } else if (verbose) {
            context.output().note(SafeText.line(from.path() + " is now " + end.path()));
        }
    }
}
