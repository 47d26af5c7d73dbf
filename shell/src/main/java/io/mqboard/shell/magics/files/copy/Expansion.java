package io.mqboard.shell.magics.files.copy;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Folders;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.RemoteFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which files words name: those that fit, where a word is a pattern; nobody but us would expand it at our own prompt. */
public final class Expansion {
    private Expansion() {}

    /** What a word names, here or on a board. */
    static List<Found> of(Context context, String word) throws ShellException, MqboardException, IOException {
        return Target.isRemote(word) ? there(context, Target.of(context, word)) : here(context.folders(), word);
    }

    /** The paths on boards that words name, which need no colon. */
    public static List<Target> targets(Context context, List<String> words) throws ShellException, MqboardException {
        List<Target> targets = new ArrayList<>();
        for (String word : words) {
            for (Found found : there(context, Target.of(context, word))) {
                targets.add(((Place.There) found.place()).target());
            }
        }
        return targets;
    }

    /** What a path on a board names. */
    public static List<Found> there(Context context, Target target) throws ShellException, MqboardException {
        if (!Glob.is(target.path())) {
            return List.of(Found.unknown(new Place.There(target)));
        }
        Glob.Folders<MqboardException> folders = folder -> list(context, target, folder);
        List<Found> found = new ArrayList<>();
        for (Glob.Entry entry : Glob.expand(target.path(), folders)) {
            if (entry.folder() || !target.folder()) {
                Target end = new Target(target.board(), entry.name(), target.folder());
                found.add(found(new Place.There(end), entry, target.path()));
            }
        }
        return some(found, target.path());
    }

    private static List<Glob.Entry> list(Context context, Target target, String folder) throws MqboardException {
        String path = folder.length() > 1 ? folder.substring(0, folder.length() - 1) : "/";
        List<Glob.Entry> entries = new ArrayList<>();
        try {
            for (RemoteFile file : context.await(target.board().list(path, false))) {
                if (file.path().indexOf('/') < 0) {
                    entries.add(new Glob.Entry(file.path(), file.folder(), file.sizeBytes()));
                }
            }
        } catch (BoardErrorException e) {
            if (!e.code().equals("not-found") && !e.code().equals("not-dir")) {
                throw e;
            }
        }
        return entries;
    }

    /** What a word names here. */
    static List<Found> here(Folders folders, String word) throws UsageException, IOException {
        Place.Here place = Place.here(folders, word);
        if (!Glob.is(word) || Files.exists(place.path(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of(Found.unknown(place));
        }
        List<Found> found = new ArrayList<>();
        for (Glob.Entry entry : Glob.<IOException>expand(folders.localWord(word), Expansion::list)) {
            if (entry.folder() || !place.folder()) {
                found.add(found(new Place.Here(Path.of(entry.name()), place.folder()), entry, folders.localWord(word)));
            }
        }
        return some(found, word);
    }

    /** Whether a word that is no pattern names nothing here. */
    public static boolean isMissing(Folders folders, String word) throws UsageException {
        return !Glob.is(word) && !Files.exists(Place.here(folders, word).path(), LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Glob.Entry> list(String folder) throws IOException {
        Path path = Path.of(folder.isEmpty() ? "." : folder);
        List<Glob.Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(path)) {
            return entries;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            for (Path child : stream) {
                entries.add(new Glob.Entry(String.valueOf(child.getFileName()), Files.isDirectory(child), -1));
            }
        }
        entries.sort(Comparator.comparing(Glob.Entry::name));
        return entries;
    }

    private static Found found(Place place, Glob.Entry entry, String pattern) {
        boolean fitting = !entry.name().equals(pattern);
        return new Found(place, entry.folder() ? Found.Kind.FOLDER : Found.Kind.FILE, entry.sizeBytes(), fitting);
    }

    private static List<Found> some(List<Found> found, String word) throws UsageException {
        if (found.isEmpty()) {
            throw new UsageException("no file fits " + SafeText.line(word));
        }
        return found;
    }
}
