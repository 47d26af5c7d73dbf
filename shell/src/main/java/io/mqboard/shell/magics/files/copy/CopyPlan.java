package io.mqboard.shell.magics.files.copy;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.RemoteFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which file goes where. For folders that depends on what was written only, not on what is there, so that it is the same each time: they go
 * below a destination that is written with a slash at its end, or that is given for several sources; else their content goes into it, as
 * that of a source with a slash at its end always does. A single file goes into a destination that is a folder, too.
 */
public final class CopyPlan {
    /**
     * One file to copy.
     *
     * @param from the file
     * @param to its place in the end
     * @param sizeBytes its size, -1 if nobody knows
     * @param mayBeFolder whether the destination, should it be a folder, is the folder to put the file into
     */
    public record Item(Place from, Place to, long sizeBytes, boolean mayBeFolder) {}

    private final Context context;
    private final String magic;
    private final Place destination;
    private final boolean recursive;
    private final List<Item> items = new ArrayList<>();
    private final List<Place> folders = new ArrayList<>();
    private final Map<Place, Place> sources = new HashMap<>();
    private boolean into;

    /** A plan for a magic, by whose name a user is told what to write instead. */
    public CopyPlan(Context context, String magic, Place destination, boolean recursive) {
        this.context = context;
        this.magic = magic;
        this.destination = destination;
        this.recursive = recursive;
    }

    /** The files in the order in which they are copied. */
    public List<Item> items() {
        return items;
    }

    /** The folders to make, those above first, without those that are made for a file. */
    public List<Place> folders() throws ShellException {
        Set<String> needed = new HashSet<>();
        for (Item item : items) {
            needed.add(parent(item.to()));
        }
        List<Place> bare = new ArrayList<>();
        for (int i = folders.size() - 1; i >= 0; i--) {
            Place folder = folders.get(i);
            if (!needed.contains(key(folder))) {
                bare.add(0, folder);
            }
            needed.add(parent(folder));
        }
        return bare;
    }

    private static String key(Place place) {
        return place instanceof Place.Here here
                ? here.path().toString()
                : ((Place.There) place).target().path();
    }

    private static String parent(Place place) {
        String key = key(place);
        int slash = key.lastIndexOf('/');
        return slash == 0 ? "/" : key.substring(0, Math.max(0, slash));
    }

    /** Plans the copy of what words name here. */
    public void addHere(List<String> words) throws ShellException, MqboardException, IOException {
        List<Found> found = new ArrayList<>();
        for (String word : words) {
            found.addAll(Expansion.here(context.folders(), word));
        }
        addFound(found);
    }

    /** Plans the copy of what words name, with a colon on a board and else here. */
    public void add(List<String> words) throws ShellException, MqboardException, IOException {
        List<Found> found = new ArrayList<>();
        for (String word : words) {
            found.addAll(Expansion.of(context, word));
        }
        addFound(found);
    }

    /** Plans the copy of what was found. */
    public void addFound(List<Found> found) throws ShellException, MqboardException, IOException {
        into = destination.folder() || found.size() > 1 || found.stream().anyMatch(Found::fitting);
        if (into && destination instanceof Place.Here here) {
            if (Files.exists(here.path()) && !Files.isDirectory(here.path())) {
                throw new UsageException(here.shown() + " is no folder, and several files need one");
            }
        }
        for (Found each : found) {
            if (each.place() instanceof Place.Here here) {
                addHere(here);
            } else if (each.place() instanceof Place.There there) {
                addThere(there, each);
            }
        }
    }

    private void addHere(Place.Here source) throws ShellException, IOException {
        if (Files.isDirectory(source.path())) {
            needsRecursive(source);
            walk(source.path(), base(source), Glob.MAX_DEPTH);
        } else if (Files.exists(source.path())) {
            addFile(source, -1);
        } else {
            throw new NoSuchFileException(source.path().toString());
        }
    }

    private void addThere(Place.There source, Found found) throws ShellException, MqboardException {
        boolean folder =
                found.kind() == Found.Kind.FOLDER || source.target().path().equals("/");
        long size = found.sizeBytes();
        if (!folder && recursive && found.kind() == Found.Kind.UNKNOWN) {
            RemoteFile file =
                    context.await(source.target().board().stat(source.target().path()));
            folder = file.folder();
            size = file.sizeBytes();
        }
        if (!folder) {
            addFile(source, size);
            return;
        }
        needsRecursive(source);
        Place base = base(source);
        folders.add(base);
        for (RemoteFile file :
                context.await(source.target().board().list(source.target().path(), true))) {
            Place to = base.child(file.path());
            if (file.folder()) {
                folders.add(to);
            } else {
                add(new Item(source.child(file.path()), to, file.sizeBytes(), false));
            }
        }
    }

    private void addFile(Place source, long size) throws ShellException {
        boolean inside = into || (destination instanceof Place.Here here && Files.isDirectory(here.path()));
        Place to = inside ? destination.child(source.name()) : destination;
        add(new Item(source, to, size, !inside && destination instanceof Place.There));
    }

    private void add(Item item) throws ShellException {
        Place other = sources.put(item.to(), item.from());
        if (other != null) {
            throw new UsageException(other.shown() + " and " + item.from().shown() + " would both become "
                    + item.to().shown());
        }
        if (item.from().equals(item.to())) {
            throw new UsageException(item.from().shown() + " cannot be copied to itself");
        }
        items.add(item);
    }

    private void needsRecursive(Place source) throws UsageException {
        if (!recursive) {
            throw new UsageException(source.shown() + " is a folder; %" + magic + " -r copies folders");
        }
    }

    private Place base(Place source) throws ShellException {
        boolean named = into && !source.folder() && !source.name().isEmpty();
        return named ? destination.child(source.name()) : destination;
    }

    private void walk(Path folder, Place to, int depth) throws IOException, ShellException {
        if (depth == 0) {
            throw new ShellException(
                    ExitCode.USAGE, folder + ": more than " + Glob.MAX_DEPTH + " folders deep; is it a loop of links?");
        }
        folders.add(to);
        for (Path child : children(folder)) {
            Place end = to.child(String.valueOf(child.getFileName()));
            if (Files.isDirectory(child)) {
                walk(child, end, depth - 1);
            } else if (Files.isRegularFile(child)) {
                add(new Item(new Place.Here(child, false), end, Files.size(child), false));
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path child : stream) {
                children.add(child);
            }
        }
        Collections.sort(children);
        return children;
    }
}
