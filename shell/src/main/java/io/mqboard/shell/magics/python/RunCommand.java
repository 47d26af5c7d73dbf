package io.mqboard.shell.magics.python;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.PythonCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code %run}: a local file of Python on the board, or a script of the shell here. */
final class RunCommand implements Magic.Action {
    private static final long MAX_BYTES = 1024 * 1024;

    static Magic row() {
        return Magic.row("run", "run a local file: Python on the board, or a script of the shell (.mqs)")
                .description("The arguments are $1 and so on of a script; -- before one that begins with a dash.")
                .flags(Flag.of("check", "look for mistakes in a script and run nothing"))
                .arguments(Argument.one("FILE", ArgumentKind.LOCAL_PATH), Argument.any("ARGUMENT", ArgumentKind.TEXT))
                .once()
                .json(JsonFields.PYTHON)
                .runs(new RunCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        String file = context.folders().local(arguments.word(0)).toString();
        List<String> rest = arguments.words().subList(1, arguments.count());
        if (arguments.has("check")) {
            context.scripts().check(file);
            return;
        }
        if (file.endsWith(".mqs")) {
            context.scripts().run(file, rest);
            return;
        }
        if (!rest.isEmpty()) {
            throw new UsageException("%run: only scripts (.mqs) take arguments, and " + arguments.word(0) + " is none");
        }
        Path path = Path.of(file);
        if (Files.size(path) > MAX_BYTES) {
            throw new UsageException(file + " is larger than 1 MB; %put it and import it");
        }
        String source = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        PythonCommand.runFile(context, String.valueOf(path.getFileName()), source);
    }
}
