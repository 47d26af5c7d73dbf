package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.RemoteFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code %get}: files and folders of the board to here. */
final class GetCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("get", "copy files from the board")
                .description(
                        "With one :FILE, LOCAL may be the new name; a LOCAL that is a folder takes all of them; - prints the file."
                                + " Without LOCAL they go to the working folder. A :FOLDER/ with a slash at its end stands for what is in it.")
                .flags(FileFlags.RECURSIVE, FileFlags.COPY_ALL)
                .arguments(
                        Argument.several(":FILE", ArgumentKind.REMOTE_PATH_PLAIN),
                        Argument.maybe("LOCAL", ArgumentKind.LOCAL_PATH))
                .runs(new GetCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.words();
        String last = words.get(words.size() - 1);
        boolean named = words.size() > 1 && !Target.isRemote(last);
        List<String> remote = named ? words.subList(0, words.size() - 1) : words;
        if (named && last.equals("-")) {
            for (String word : remote) {
                CatCommand.print(context, Target.of(context, word));
            }
            return;
        }
        Fetch fetch = new Fetch(context, named ? last : ".", remote.size() > 1);
        for (String word : remote) {
            fetch.fetch(Target.of(context, word), arguments.has("recursive"));
        }
        fetch.transfers.summary();
    }

    /** The name of a file below a folder, as a board tells it, must stay below it. */
    static Path below(Path folder, String name) throws ShellException {
        Path path = folder;
        int start = 0;
        while (start <= name.length()) {
            int end = name.indexOf('/', start);
            end = end < 0 ? name.length() : end;
            String part = name.substring(start, end);
            start = end + 1;
            boolean bad = part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0;
            if (bad || (File.separatorChar != '/' && part.indexOf(File.separatorChar) >= 0)) {
                throw new ShellException(
                        ExitCode.FAILED, "the board lists a file that would leave the folder: " + SafeText.line(name));
            }
            path = path.resolve(part);
        }
        return path;
    }

    /** Fetches into one local place. */
    private static final class Fetch {
        private final Context context;
        private final Path local;
        private final boolean into;
        private final Transfers transfers;

        Fetch(Context context, String word, boolean several) throws UsageException {
            this.context = context;
            this.local = context.folders().local(word);
            this.into = several || word.endsWith("/") || word.equals(".") || word.equals("..");
            this.transfers = new Transfers(context, "fetched");
            if (several && Files.exists(local) && !Files.isDirectory(local)) {
                throw new UsageException(word + " is no folder, and several files need one");
            }
        }

        void fetch(Target source, boolean recursive) throws Exception {
            if (recursive) {
                RemoteFile file = source.path().equals("/")
                        ? new RemoteFile("/", true, 0, -1)
                        : context.await(source.board().stat(source.path()));
                if (file.folder()) {
                    folder(source);
                    return;
                }
            }
            boolean inside = into || Files.isDirectory(local);
            file(source, inside ? below(local, source.name()) : local, -1);
        }

        private void folder(Target source) throws Exception {
            Path base = into && !source.folder() ? below(local, source.name()) : local;
            List<RemoteFile> files = context.await(source.board().list(source.path(), true));
            Files.createDirectories(base);
            int planned = 0;
            for (RemoteFile file : files) {
                planned += file.folder() ? 0 : 1;
            }
            boolean done = false;
            try {
                for (RemoteFile file : files) {
                    Path to = below(base, file.path());
                    if (file.folder()) {
                        Files.createDirectories(to);
                    } else {
                        file(source.child(file.path()), to, file.sizeBytes());
                    }
                }
                done = true;
            } finally {
                if (!done) {
                    transfers.broken(planned);
                }
            }
        }

        private void file(Target source, Path to, long size) throws Exception {
            Path parent = to.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                transfers.move(
                        source.board().address(),
                        source.path(),
                        size,
                        progress -> source.board().get(source.path(), to, progress));
            } catch (BoardErrorException e) {
                if (e.code().equals("is-dir")) {
                    throw new UsageException(SafeText.line(source.path()) + " is a folder; %get -r copies folders");
                }
                throw e;
            }
        }
    }
}
