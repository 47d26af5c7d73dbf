package io.mqboard.shell.magics.files.copy;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Target;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.Progress;
import io.mqboard.transport.RemoteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files here and on boards, looked at in the same way. */
public final class Tree {
    private static final long MAX_BYTES = 16 << 20;

    private final Context context;
    private final Path temporary;

    /** Keeps what it fetches in a folder. */
    public Tree(Context context, Path temporary) {
        this.context = context;
        this.temporary = temporary;
    }

    /** The files below a folder with their sizes, by names relative to it. */
    public Map<String, Long> list(Place folder) throws MqboardException, IOException {
        Map<String, Long> files = new TreeMap<>();
        if (folder instanceof Place.There there) {
            Target target = there.target();
            for (RemoteFile file : context.await(target.board().list(target.path(), true))) {
                if (!file.folder()) {
                    files.put(file.path(), file.sizeBytes());
                }
            }
        } else if (folder instanceof Place.Here here) {
            try (Stream<Path> all = Files.walk(here.path(), Glob.MAX_DEPTH)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(here.path().relativize(file).toString(), Files.size(file));
                }
            }
        }
        return files;
    }

    /** Which files of two folders are known to be the same, if one of them is here: the board is asked about all in one go. */
    public Set<String> same(Place from, Map<String, Long> left, Place to, Map<String, Long> right)
            throws ShellException, MqboardException, IOException {
        if (from instanceof Place.There there && to instanceof Place.Here here) {
            return same(here, right, there, left);
        }
        if (from instanceof Place.Here here && to instanceof Place.There there) {
            return same(here, left, there, right);
        }
        return Set.of();
    }

    private Set<String> same(Place.Here here, Map<String, Long> local, Place.There there, Map<String, Long> remote)
            throws ShellException, MqboardException, IOException {
        List<String> names = new ArrayList<>();
        List<FileDigest> digests = new ArrayList<>();
        for (Map.Entry<String, Long> file : local.entrySet()) {
            String name = file.getKey();
            if (file.getValue().equals(remote.get(name)) && name.indexOf('\n') < 0) {
                names.add(name);
                digests.add(new FileDigest(
                        there.child(name).target().path(),
                        LocalDigest.of(here.child(name).path())));
            }
        }
        Set<String> same = new HashSet<>();
        if (!names.isEmpty()) {
            List<FileState> states =
                    context.await(there.target().board().changes().compare(digests));
            for (int i = 0; i < names.size(); i++) {
                if (states.get(i).kind() == FileState.Kind.SAME) {
                    same.add(names.get(i));
                }
            }
        }
        return same;
    }

    /** The content of a file. */
    public byte[] content(Place place) throws ShellException, MqboardException, IOException {
        Path file = temporary.resolve("file");
        if (place instanceof Place.There there) {
            Target target = there.target();
            context.await(target.board().get(target.path(), file, Progress.NONE));
        } else if (place instanceof Place.Here here) {
            file = here.path();
            if (Files.isDirectory(file)) {
                throw new ShellException(ExitCode.USAGE, place.shown() + " is a folder; %diff -r compares folders");
            }
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new ShellException(ExitCode.FAILED, place.shown() + " is too big to be compared: more than 16 MB");
        }
        return Files.readAllBytes(file);
    }
}
