package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Foreground;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.magics.files.copy.Place;
import io.mqboard.shell.magics.files.copy.TemporaryFolder;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code %less}: files of the board page by page. */
final class LessCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("less", "read files of the board page by page")
                .description("With the program that $PAGER names. Where there is no terminal they are printed.")
                .arguments(Argument.several(":FILE", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board path text", "board path base64")
                .runs(new LessCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (Target target : Expansion.targets(context, arguments.words())) {
            if (!context.output().terminal()) {
                CatCommand.print(context, target);
                continue;
            }
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                Path file =
                        new Place.Here(folder.path(), true).child(target.name()).path();
                context.await(target.board().get(target.path(), file, Progress.NONE));
                SafeText text = new SafeText();
                Files.writeString(file, text.next(Files.readAllBytes(file)) + text.end());
                page(context, target, file);
            }
        }
    }

    private static void page(Context context, Target target, Path file) throws Exception {
        List<String> command = Foreground.command(file, "PAGER");
        if (command != null) {
            context.foreground().run(command);
        } else if (!context.foreground().page(file)) {
            CatCommand.print(context, target);
        }
    }
}
