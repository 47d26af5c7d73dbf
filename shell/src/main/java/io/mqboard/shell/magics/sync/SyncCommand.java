package io.mqboard.shell.magics.sync;

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
import io.mqboard.shell.sync.SpecParser;
import io.mqboard.shell.sync.SyncSpec;
import io.mqboard.transport.Board;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code %sync}: a board gets the files that a specification or a folder has. */
final class SyncCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("sync", "bring the files of the board up to date")
                .description(
                        "SOURCE is a specification, see mqboard-sync(5), or with :TARGET a folder: with a slash at its end what is"
                                + " in it goes there, else the folder itself. Unchanged files are skipped. The rest is sent beside the"
                                + " old files and switched over when all of it is there, so that a board has the old set or the new"
                                + " one. What .mqbignore in a folder names stays out.")
                .flags(
                        Delivery.DRY_RUN,
                        Flag.of("check-only", "only print what differs; exit status 1 if anything does"),
                        Flag.of("mirror", "delete what is in the folders of the board and not named; asks"),
                        Delivery.CONFIRM,
                        Flag.of('w', "watch", "go on, and sync again whenever a file is saved, until Ctrl-C"),
                        Flag.of("mpy", "compile Python to bytecode on the way"),
                        RollbackCommand.RESET,
                        Confirmation.YES)
                .arguments(
                        Argument.one("SOURCE", ArgumentKind.LOCAL_PATH),
                        Argument.maybe(":TARGET", ArgumentKind.REMOTE_PATH))
                .changes(arguments -> !arguments.has("dry-run") && !arguments.has("check-only"))
                .json(JsonFields.SET_FILE, JsonFields.SET, "board reason mode boots")
                .runs(new SyncCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        String source = context.folders().localWord(arguments.word(0));
        Path path = Path.of(source);
        boolean looks = arguments.has("dry-run") || arguments.has("check-only");
        if (arguments.has("watch")
                && (looks || arguments.has("confirm") || arguments.has(RollbackCommand.RESET.name()))) {
            throw new UsageException("%sync: --watch goes without --dry-run, --check-only, --confirm and --reset");
        }
        SyncOptions options = SyncOptions.of(arguments);
        Specification specification;
        Board board;
        if (arguments.count() == 1) {
            if (Files.isDirectory(path)) {
                throw new UsageException(
                        "%sync: " + source + " is a folder; where to? such as %sync " + source + " :/");
            }
            specification = () -> SpecParser.read(path);
            specification.read();
            board = context.board();
        } else {
            if (!Files.isDirectory(path) || !Target.isRemote(arguments.word(1))) {
                throw new UsageException("%sync: it is SPEC, or FOLDER :TARGET; " + source + " :TARGET is neither");
            }
            Target target = Target.of(context, arguments.word(1));
            specification = () -> folder(source, target.path());
            board = target.board();
        }
        Sync sync = new Sync(context, board, options, specification);
        try {
            sync.run(arguments);
        } finally {
            sync.close();
        }
    }

    /** What is read anew each time. */
    interface Specification {
        SyncSpec read() throws UsageException;
    }

    /** As rsync does: with a slash at its end what is in it, else the folder itself. */
    private static SyncSpec folder(String source, String target) {
        Path folder = Path.of(source).toAbsolutePath().normalize();
        Path name = folder.getFileName();
        boolean contents = name == null || source.endsWith("/") || source.endsWith(".");
        String into = contents ? target : Target.normal(target + "/" + name);
        SyncSpec.Source all = new SyncSpec.Source("%sync", into, "./", null, SyncSpec.Options.NONE);
        return new SyncSpec(folder, List.of(all), List.of());
    }
}
