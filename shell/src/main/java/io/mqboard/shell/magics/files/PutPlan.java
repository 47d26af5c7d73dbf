package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Target;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which local file goes where. It depends on what was written only, not on what is on the board, so that it is the same each time. */
final class PutPlan {
    /** Folders within folders; a loop of links ends here. */
    private static final int MAX_DEPTH = 32;

    /**
     * One file to send.
     *
     * @param local the file
     * @param target where to
     * @param mayBeFolder whether the target, should it be a folder, is the folder to put the file into
     */
    record Item(Path local, Target target, boolean mayBeFolder) {}

    private final Target target;
    private final boolean recursive;
    private final List<Item> items = new ArrayList<>();
    private final List<Target> emptyFolders = new ArrayList<>();

    PutPlan(Target target, boolean recursive) {
        this.target = target;
        this.recursive = recursive;
    }

    List<Item> items() {
        return items;
    }

    List<Target> emptyFolders() {
        return emptyFolders;
    }

    /** Adds what the words name: files, folders and globs. */
    void add(List<String> words) throws IOException, UsageException {
        List<String> names = new ArrayList<>();
        for (String word : words) {
            expand(word, names);
        }
        boolean into = target.folder() || names.size() > 1;
        for (String name : names) {
            Path path = Path.of(name);
            if (!Files.isDirectory(path)) {
                addFile(path, into);
            } else if (recursive) {
                addFolder(path, into && !name.endsWith("/"));
            } else {
                throw new UsageException(name + " is a folder; %put -r copies folders");
            }
        }
    }

    private void addFile(Path path, boolean into) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        items.add(into ? new Item(path, target.child(nameOf(path)), false) : new Item(path, target, true));
    }

    private void addFolder(Path path, boolean into) throws IOException, UsageException {
        String name = nameOf(path.normalize());
        boolean named = into && !name.isEmpty() && !name.equals("..");
        walk(path, named ? target.child(name) : target, MAX_DEPTH);
    }

    private void walk(Path folder, Target to, int depth) throws IOException, UsageException {
        if (depth == 0) {
            throw new UsageException(folder + ": more than " + MAX_DEPTH + " folders deep; is it a loop of links?");
        }
        List<Path> children = children(folder, "*");
        if (children.isEmpty()) {
            emptyFolders.add(to);
        }
        for (Path child : children) {
            Target end = to.child(nameOf(child));
            if (Files.isDirectory(child)) {
                walk(child, end, depth - 1);
            } else if (Files.isRegularFile(child)) {
                items.add(new Item(child, end, false));
            }
        }
    }

    /** A word that names no file but has a star or question mark is a glob: our own prompt has no shell that expands it. */
    private static void expand(String word, List<String> names) throws IOException, UsageException {
        Path path;
        try {
            path = Path.of(word);
        } catch (InvalidPathException e) {
            throw new UsageException(word + " cannot be the name of a file");
        }
        boolean glob = word.indexOf('*') >= 0 || word.indexOf('?') >= 0;
        if (!glob || Files.exists(path)) {
            names.add(word);
            return;
        }
        Path parent = path.getParent();
        List<Path> found = children(parent == null ? Path.of(".") : parent, nameOf(path));
        for (Path child : found) {
            if (!nameOf(child).startsWith(".")) {
                names.add(parent == null ? nameOf(child) : child.toString());
            }
        }
        if (found.isEmpty()) {
            throw new UsageException("no file fits " + word);
        }
    }

    private static List<Path> children(Path folder, String glob) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            for (Path child : stream) {
                children.add(child);
            }
        }
        Collections.sort(children);
        return children;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName() == null ? "" : path.getFileName());
    }
}
