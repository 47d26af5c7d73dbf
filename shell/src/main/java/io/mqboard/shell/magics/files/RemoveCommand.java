package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Confirmation;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;

/** {@code %rm}: removes files, with -r folders, too. */
final class RemoveCommand implements Magic.Action {
    private static final int MAX_NAMED = 5;

    static Magic row() {
        return Magic.row("rm", "remove files of the board")
                .description("Before it removes folders or what fits a pattern it says what that is, and asks.")
                .flags(
                        FileFlags.RECURSIVE,
                        Flag.of('f', "force", "a missing file is no error"),
                        Flag.of('v', "verbose", "say what was removed"),
                        Confirmation.YES)
                .arguments(Argument.several(":PATH", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .json("board action path")
                .runs(new RemoveCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<Target> targets = Expansion.targets(context, arguments.words());
        for (Target target : targets) {
            if (target.path().equals("/")) {
                throw new UsageException("%rm does not remove the root of a board; name what is in it");
            }
        }
        boolean pattern = targets.size() > arguments.count() || !same(context, targets, arguments.words());
        ask(context, targets, arguments, pattern);
        for (Target target : targets) {
            if (remove(context, target, arguments)) {
                said(context, target, arguments);
            }
        }
    }

    /** Whether each word is the path that it names. */
    private static boolean same(Context context, List<Target> targets, List<String> words)
            throws ShellException, MqboardException {
        for (int i = 0; i < words.size(); i++) {
            if (!targets.get(i).equals(Target.of(context, words.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static void ask(Context context, List<Target> targets, Arguments arguments, boolean pattern)
            throws ShellException, MqboardException {
        if (arguments.has(Confirmation.YES.name()) || !(pattern || arguments.has("recursive"))) {
            return;
        }
        boolean folders = false;
        List<String> named = new ArrayList<>();
        for (Target target : targets) {
            String inside = arguments.has("recursive") ? inside(context, target, arguments.has("force")) : "";
            folders |= !inside.isEmpty();
            named.add(SafeText.line(target.board().address() + ":" + target.path()) + inside);
        }
        if (folders || pattern) {
            Confirmation.require(context, arguments, "remove " + list(named));
        }
    }

    /** What is in a folder, for the question; empty for a file. */
    private static String inside(Context context, Target target, boolean force) throws MqboardException {
        try {
            if (!context.await(target.board().stat(target.path())).folder()) {
                return "";
            }
        } catch (BoardErrorException e) {
            if (force && e.code().equals("not-found")) {
                return "";
            }
            throw e;
        }
        long files = context.await(target.board().list(target.path(), true)).stream()
                .filter(file -> !file.folder())
                .count();
        return files == 0 ? "/" : "/ with " + files + (files == 1 ? " file" : " files");
    }

    private static String list(List<String> named) {
        int shown = Math.min(MAX_NAMED, named.size());
        String text = String.join(", ", named.subList(0, shown));
        return named.size() > shown ? text + " and " + (named.size() - shown) + " more" : text;
    }

    private static void said(Context context, Target target, Arguments arguments) {
        if (context.settings().json()) {
            context.output().json(JsonFields.done(target, "removed"));
        } else if (arguments.has("verbose")) {
            context.output().note("removed " + SafeText.line(target.path()));
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
