package io.mqboard.shell.sync;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Target;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The files that a specification names, found on this computer. */
public final class FileSet {
    private final SyncSpec spec;
    private final TreeMap<String, Wanted> files = new TreeMap<>();
    private final TreeMap<String, IgnoreRules> targets = new TreeMap<>();
    private final Set<Path> folders = new TreeSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<Path, IgnoreRules> rules = new HashMap<>();

    private FileSet(SyncSpec spec) {
        this.spec = spec;
    }

    /** Finds them. */
    public static FileSet find(SyncSpec spec) throws IOException, UsageException {
        FileSet set = new FileSet(spec);
        for (SyncSpec.Source source : spec.sources()) {
            set.add(source);
        }
        return set;
    }

    /** In the order of their paths on the board. */
    public List<Wanted> files() {
        return List.copyOf(files.values());
    }

    /** Folders of the board that something goes into, with what is ignored below them. */
    public Map<String, IgnoreRules> targets() {
        return targets;
    }

    /** Local folders that were looked into. */
    public Set<Path> folders() {
        return folders;
    }

    /** What is odd, but no mistake. */
    public List<String> warnings() {
        return warnings;
    }

    private void add(SyncSpec.Source source) throws IOException, UsageException {
        Path path;
        try {
            path = spec.base().resolve(source.name()).normalize();
        } catch (InvalidPathException e) {
            throw mistake(source, "cannot be the name of a file");
        }
        if (Files.isDirectory(path)) {
            folder(source, path);
            return;
        }
        Path parent = path.getParent();
        Path folder = parent == null ? spec.base() : parent;
        String last = String.valueOf(path.getFileName());
        if (Files.isRegularFile(path)) {
            looked(source.target(), folder);
            String name = source.rename();
            put(source, path, join(source.target(), name == null ? last : name));
        } else if (Glob.is(last) && Files.isDirectory(folder)) {
            looked(source.target(), folder);
            glob(source, folder, last);
        } else {
            throw mistake(source, Files.exists(path) ? "is no plain file" : "no such file or folder");
        }
    }

    private void looked(String target, Path folder) throws UsageException {
        folders.add(folder);
        targets.putIfAbsent(target, rules(folder));
    }

    private IgnoreRules rules(Path folder) throws UsageException {
        IgnoreRules known = rules.get(folder);
        if (known == null) {
            known = IgnoreRules.of(folder);
            rules.put(folder, known);
        }
        return known;
    }

    private void glob(SyncSpec.Source source, Path folder, String glob) throws IOException, UsageException {
        Pattern pattern = Glob.pattern(glob);
        IgnoreRules ignored = rules(folder);
        boolean any = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                boolean taken = glob.startsWith(".") || !ignored.ignores(name, false);
                if (taken && pattern.matcher(name).matches() && Files.isRegularFile(file)) {
                    put(source, file, join(source.target(), name));
                    any = true;
                }
            }
        }
        if (!any) {
            warnings.add(source.place() + ": no file fits " + source.name());
        }
    }

    /** As rsync does: with a slash at its end what is in it, else the folder itself. */
    private void folder(SyncSpec.Source source, Path path) throws IOException, UsageException {
        if (source.rename() != null) {
            throw mistake(source, "is a folder, which keeps its name");
        }
        String name = source.name();
        Path last = path.getFileName();
        boolean contents = last == null || name.isEmpty() || name.endsWith("/") || name.endsWith(".");
        String target = contents ? source.target() : join(source.target(), last.toString());
        IgnoreRules ignored = rules(path);
        targets.put(target, ignored);
        Tree tree = Tree.of(path, ignored);
        folders.addAll(tree.folders());
        for (String each : tree.files()) {
            put(source, path.resolve(each), join(target, each));
        }
    }

    private void put(SyncSpec.Source source, Path file, String remote) throws UsageException {
        Wanted wanted = new Wanted(file, Target.normal(remote), source.options(), source.place());
        Wanted other = files.putIfAbsent(wanted.remote(), wanted);
        if (other != null && !other.local().equals(file)) {
            throw new UsageException(source.place() + ": " + file + " would become " + remote + ", and so would "
                    + other.local() + " (" + other.place() + ")");
        }
    }

    private static String join(String folder, String name) {
        return folder.equals("/") ? "/" + name : folder + "/" + name;
    }

    private static UsageException mistake(SyncSpec.Source source, String why) {
        return new UsageException(source.place() + ": " + source.name() + ": " + why);
    }
}
