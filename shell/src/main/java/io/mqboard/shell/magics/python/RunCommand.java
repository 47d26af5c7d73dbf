package io.mqboard.shell.magics.python;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.PythonCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code %run}: a local file of Python on the board, or a script of the shell here. */
final class RunCommand implements Magic.Action {
    private static final long MAX_BYTES = 1024 * 1024;

    static Magic row() {
        return Magic.row("run", "run a local file: Python on the board, or a script of the shell (.mqs)")
                .arguments(Argument.one("FILE", ArgumentKind.LOCAL_PATH))
                .runs(new RunCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        String file = arguments.word(0);
        if (file.endsWith(".mqs")) {
            context.runScript(file);
            return;
        }
        Path path = Path.of(file);
        if (Files.size(path) > MAX_BYTES) {
            throw new UsageException(file + " is larger than 1 MB; %put it and import it");
        }
        String source = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        PythonCommand.runFile(context, String.valueOf(path.getFileName()), source);
    }
}
