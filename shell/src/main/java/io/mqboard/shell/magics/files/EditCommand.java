package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Foreground;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.LocalDigest;
import io.mqboard.shell.magics.files.copy.Place;
import io.mqboard.shell.magics.files.copy.TemporaryFolder;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code %edit}: a file of the board in an editor of this computer. */
final class EditCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("edit", "edit a file of the board")
                .description(
                        "With the editor that $VISUAL or $EDITOR names. It is written back only if it was changed, and not if"
                                + " the board's file has changed meanwhile: then your version stays here. A missing file is made.")
                .arguments(Argument.one(":FILE", ArgumentKind.REMOTE_PATH_PLAIN))
                .changes()
                .json("board path changed")
                .runs(new EditCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Target target = Target.of(context, arguments.word(0));
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path file = new Place.Here(folder.path(), true).child(target.name()).path();
            String before = fetch(context, target, file);
            edit(context, file);
            if (LocalDigest.of(file).equals(before) || (before == null && Files.size(file) == 0)) {
                said(context, target, false);
                return;
            }
            // Whatever goes wrong from here on, what was typed is not lost.
            folder.keep();
            try {
                writeBack(context, target, file, before);
            } catch (MqboardException e) {
                context.output().error("your version is in " + file);
                throw e;
            }
            Files.delete(file);
            Files.delete(folder.path());
            said(context, target, true);
        }
    }

    /** Fetches the file; its digest, or null if there is none. */
    private static @Nullable String fetch(Context context, Target target, Path file)
            throws MqboardException, IOException {
        try {
            context.await(target.board().get(target.path(), file, Progress.NONE));
            return LocalDigest.of(file);
        } catch (BoardErrorException e) {
            if (!e.code().equals("not-found")) {
                throw e;
            }
            Files.createFile(file);
            return null;
        }
    }

    private static void edit(Context context, Path file) throws ShellException, IOException, InterruptedException {
        List<String> command = Foreground.command(file, "VISUAL", "EDITOR");
        if (command == null && !context.foreground().edit(file)) {
            throw new ShellException(ExitCode.USAGE, "no editor: set $VISUAL or $EDITOR");
        }
        int code = command == null ? 0 : context.foreground().run(command);
        if (code != 0) {
            throw new ShellException(
                    ExitCode.FAILED, "the editor ended with exit code " + code + "; nothing was written");
        }
        if (!Files.isRegularFile(file)) {
            throw new ShellException(ExitCode.FAILED, "the editor has left no file; nothing was written");
        }
    }

    private static void writeBack(Context context, Target target, Path file, @Nullable String before)
            throws ShellException, MqboardException, IOException {
        String expected = before == null ? LocalDigest.of(file) : before;
        FileState state = context.await(
                        target.board().changes().compare(List.of(new FileDigest(target.path(), expected))))
                .get(0);
        FileState.Kind unchanged = before == null ? FileState.Kind.MISSING : FileState.Kind.SAME;
        if (state.kind() != unchanged) {
            throw new ShellException(
                    ExitCode.FAILED,
                    SafeText.line(target.path()) + " has changed on the board meanwhile; your version is in " + file);
        }
        context.await(target.board().put(file, target.path(), Progress.NONE));
        context.changed(target.board(), target.path());
    }

    private static void said(Context context, Target target, boolean changed) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", target.board().address());
            object.addProperty("path", target.path());
            object.addProperty("changed", changed);
            context.output().json(object);
        } else {
            context.output().note(SafeText.line(target.path()) + (changed ? " is written" : " is unchanged"));
        }
    }
}
