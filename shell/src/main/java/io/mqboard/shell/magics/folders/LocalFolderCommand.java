package io.mqboard.shell.magics.folders;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** {@code %lcd}: where relative local paths begin. */
final class LocalFolderCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("lcd", "make a local folder the one where relative paths begin")
                .description("Without a folder it is the home folder. Local commands (!) run there, too.")
                .arguments(Argument.maybe("FOLDER", ArgumentKind.LOCAL_PATH))
                .offline()
                .json("folder")
                .runs(new LocalFolderCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        String word = arguments.count() == 0 ? "~" : arguments.word(0);
        String home = System.getProperty("user.home", "/");
        Path folder = word.equals("~") || word.startsWith("~/")
                ? Path.of(home + word.substring(1))
                : context.folders().local(word);
        if (!Files.isDirectory(folder)) {
            throw Files.exists(folder) ? new NotDirectoryException(word) : new NoSuchFileException(word);
        }
        context.folders().enter(folder);
        if (context.settings().json()) {
            FolderMagics.print(context, null, context.folders().local().toString());
        } else {
            context.output().note(SafeText.line(context.folders().local().toString()));
        }
    }
}
