package io.mqboard.shell.sync;

import io.mqboard.transport.RemoteFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a board has below the folders of a specification that is not named there.
 *
 * @param files absolute paths
 * @param folders those that hold nothing else, the deepest first
 */
public record Mirror(List<String> files, List<String> folders) {
    /** Nothing is to go. */
    public static final Mirror NONE = new Mirror(List.of(), List.of());

    /** What a board needs to be reached, and to come back; it goes only if it is named. */
    private static final List<String> KEPT = List.of(
            "/boot.py",
            "/main.py",
            "/settings.py",
            "/secrets.py",
            "/safemode",
            "/lib/mqboard",
            "/lib/logging.py",
            "/var");

    private static final String OWN = ".mqb-";

    /**
     * Compares.
     *
     * @param listing all that is below the targets, with absolute paths
     * @param targets folders of the board that something goes into, with what is ignored below them
     * @param wanted absolute paths of the files that stay
     */
    public static Mirror of(List<RemoteFile> listing, Map<String, IgnoreRules> targets, Collection<String> wanted) {
        Set<String> stay = new HashSet<>(wanted);
        Set<String> tops = new HashSet<>();
        wanted.forEach(path -> tops.add(top(path)));
        List<String> files = new ArrayList<>();
        Set<String> needed = new HashSet<>();
        List<String> folders = new ArrayList<>();
        for (RemoteFile file : listing) {
            String path = file.path();
            boolean goes = covered(path, file.folder(), targets, tops) && !isKept(path, targets.keySet());
            if (file.folder()) {
                (goes ? folders : new ArrayList<String>()).add(path);
            } else if (goes && !stay.contains(path)) {
                files.add(path);
            } else {
                stay.add(path);
            }
        }
        stay.forEach(path -> parents(path, needed));
        folders.removeIf(path -> needed.contains(path) || targets.containsKey(path));
        folders.sort(Comparator.comparingInt(Mirror::depth).reversed().thenComparing(Comparator.naturalOrder()));
        files.sort(Comparator.naturalOrder());
        return new Mirror(files, folders);
    }

    /** Of the root only what is directly in it, and those of its folders that something goes into. */
    private static boolean covered(String path, boolean folder, Map<String, IgnoreRules> targets, Set<String> tops) {
        if (path.substring(path.lastIndexOf('/') + 1).startsWith(OWN)) {
            return false;
        }
        boolean covered = false;
        for (Map.Entry<String, IgnoreRules> target : targets.entrySet()) {
            String below = below(target.getKey(), path);
            if (below.isEmpty()) {
                continue;
            }
            if (target.getValue().ignoresFile(below)) {
                return false;
            }
            boolean root = target.getKey().equals("/");
            covered |= !root
                    || (!folder && below.indexOf('/') < 0)
                    || (tops.contains(top(path)) && !top(path).isEmpty());
        }
        return covered;
    }

    /** The path relative to a folder; empty if it is not below it. */
    private static String below(String folder, String path) {
        String prefix = folder.equals("/") ? "/" : folder + "/";
        return path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    }

    /** The first folder of a path; empty for what is directly in the root. */
    private static String top(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? "" : path.substring(1, slash);
    }

    /** Whether it is something that a board needs to be reached, and to come back. */
    public static boolean isNeeded(String path) {
        return isKept(path, Set.of());
    }

    private static boolean isKept(String path, Set<String> targets) {
        for (String kept : KEPT) {
            boolean within = path.equals(kept) || path.startsWith(kept + "/");
            boolean named = !kept.equals("/var")
                    && targets.stream().anyMatch(each -> each.equals(kept) || each.startsWith(kept + "/"));
            if (within && !named) {
                return true;
            }
        }
        return false;
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    private static void parents(String path, Set<String> into) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            into.add(path.substring(0, slash));
        }
    }
}
