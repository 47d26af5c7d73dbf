package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.magics.files.copy.DiffText;
import io.mqboard.shell.magics.files.copy.Place;
import io.mqboard.shell.magics.files.copy.TemporaryFolder;
import io.mqboard.shell.magics.files.copy.Tree;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code %diff}: how files differ, here and on boards. */
final class DiffCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("diff", "show how files differ, here and on boards")
                .description("A name with a colon is on a board, another one here. The exit code is 1 if they differ.")
                .flags(FileFlags.RECURSIVE, Flag.of('q', "brief", "only which files differ, not how"))
                .arguments(Argument.one("FROM", ArgumentKind.ANY_PATH), Argument.one("TO", ArgumentKind.ANY_PATH))
                .json("from to differ diff?", "only")
                .runs(new DiffCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Place from = Place.of(context, arguments.word(0));
        Place to = Place.of(context, arguments.word(1));
        boolean same;
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Comparison comparison = new Comparison(context, new Tree(context, folder.path()), arguments.has("brief"));
            if (arguments.has("recursive")) {
                same = comparison.folders(from, to);
            } else {
                same = comparison.files(
                        from.folder() ? from.child(to.name()) : from, to.folder() ? to.child(from.name()) : to);
            }
        }
        if (!same) {
            throw new ShellException(ExitCode.FAILED, "");
        }
    }

    private record Comparison(Context context, Tree tree, boolean brief) {
        boolean folders(Place from, Place to) throws ShellException, MqboardException, IOException {
            Map<String, Long> left = tree.list(from);
            Map<String, Long> right = tree.list(to);
            Set<String> names = new TreeSet<>(left.keySet());
            names.addAll(right.keySet());
            Set<String> equal = tree.same(from, left, to, right);
            boolean same = true;
            for (String name : names) {
                if (!right.containsKey(name)) {
                    only(from, name);
                    same = false;
                } else if (!left.containsKey(name)) {
                    only(to, name);
                    same = false;
                } else if (!equal.contains(name)) {
                    same &= files(from.child(name), to.child(name));
                }
            }
            return same;
        }

        boolean files(Place from, Place to) throws ShellException, MqboardException, IOException {
            byte[] left = tree.content(from);
            byte[] right = tree.content(to);
            if (java.util.Arrays.equals(left, right)) {
                return true;
            }
            if (context.settings().json()) {
                JsonObject object = new JsonObject();
                object.addProperty("from", from.written());
                object.addProperty("to", to.written());
                object.addProperty("differ", true);
                if (!brief) {
                    object.addProperty(
                            "diff",
                            String.join(
                                    "\n",
                                    DiffText.of(from.shown(), left, to.shown(), right)
                                            .lines()));
                }
                context.output().json(object);
            } else if (brief) {
                context.output().println(from.shown() + " and " + to.shown() + " differ");
            } else {
                DiffText.of(from.shown(), left, to.shown(), right)
                        .print(context.output(), context.settings().color());
            }
            return false;
        }

        private void only(Place folder, String name) throws ShellException {
            Place file = folder.child(name);
            if (context.settings().json()) {
                JsonObject object = new JsonObject();
                object.addProperty("only", file.written());
                context.output().json(object);
            } else {
                context.output().println("only in " + folder.shown() + ": " + SafeText.line(name));
            }
        }
    }
}
