package io.mqboard.shell.magics.files.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Patterns of paths: {@code *} any characters, {@code ?} one, {@code [a-z]} and {@code [!a-z]} one of some, {@code **} as a component any
 * number of folders. None of them stands for a slash or for a dot at the beginning of a name. A component that is the name of a file as it
 * stands means that file only. Folders are listed and compared here: nothing is evaluated by whoever has the files.
 */
final class Glob {
    /** Folders within folders; a loop of links ends here. */
    static final int MAX_DEPTH = 32;

    private static final String ANY_FOLDERS = "**";

    /** What is in a folder. */
    interface Folders<E extends Exception> {
        /** The entries of a folder, sorted; none if it is no folder. */
        List<Entry> list(String folder) throws E;
    }

    /**
     * An entry of a folder, or a path that fits a pattern.
     *
     * @param name its name or path
     * @param folder whether it is a folder
     * @param sizeBytes its size, -1 if nobody knows
     */
    record Entry(String name, boolean folder, long sizeBytes) {}

    private Glob() {}

    /** Whether a path is a pattern. */
    static boolean is(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }

    /** The paths that fit, in the order of the listings. */
    static <E extends Exception> List<Entry> expand(String pattern, Folders<E> folders) throws E {
        List<String> parts = new ArrayList<>(List.of(pattern.split("/+", -1)));
        if (pattern.endsWith("/")) {
            parts.remove(parts.size() - 1);
        }
        boolean absolute = pattern.startsWith("/");
        if (absolute) {
            parts.remove(0);
        }
        StringBuilder base = new StringBuilder(absolute ? "/" : "");
        int index = 0;
        while (index < parts.size() - 1 && !is(parts.get(index))) {
            base.append(parts.get(index++)).append('/');
        }
        Walk<E> walk = new Walk<>(parts, folders);
        walk.walk(base.toString(), index, MAX_DEPTH);
        return new ArrayList<>(walk.found.values());
    }

    private static final class Walk<E extends Exception> {
        private final List<String> parts;
        private final Folders<E> folders;
        private final Map<String, List<Entry>> listed = new HashMap<>();
        private final Map<String, Entry> found = new LinkedHashMap<>();

        Walk(List<String> parts, Folders<E> folders) {
            this.parts = parts;
            this.folders = folders;
        }

        /** The base is empty or ends with a slash. */
        void walk(String base, int index, int depth) throws E {
            if (depth == 0) {
                return;
            }
            String part = parts.get(index);
            boolean last = index == parts.size() - 1;
            if (part.equals(ANY_FOLDERS)) {
                if (!last) {
                    walk(base, index + 1, depth);
                }
                for (Entry entry : list(base)) {
                    if (entry.folder() && !entry.name().startsWith(".")) {
                        walk(base + entry.name() + "/", index, depth - 1);
                    }
                }
                part = last ? "*" : "";
            }
            for (Entry entry : fitting(part, list(base))) {
                String path = base + entry.name();
                if (last) {
                    found.put(path, new Entry(path, entry.folder(), entry.sizeBytes()));
                } else if (entry.folder()) {
                    walk(path + "/", index + 1, depth - 1);
                }
            }
        }

        private List<Entry> list(String base) throws E {
            List<Entry> entries = listed.get(base);
            if (entries == null) {
                entries = folders.list(base);
                listed.put(base, entries);
            }
            return entries;
        }

        private static List<Entry> fitting(String part, List<Entry> entries) {
            List<Entry> fitting = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.name().equals(part)) {
                    return List.of(entry);
                }
                if (fits(part, entry.name())) {
                    fitting.add(entry);
                }
            }
            return fitting;
        }
    }

    /** Whether a name fits one component of a pattern. */
    static boolean fits(String pattern, String name) {
        if (name.startsWith(".") && !pattern.startsWith(".")) {
            return false;
        }
        int[] p = pattern.codePoints().toArray();
        int[] n = name.codePoints().toArray();
        int at = 0;
        int star = -1;
        int mark = 0;
        int i = 0;
        while (i < n.length) {
            int next = at < p.length ? behind(p, at, n[i]) : -1;
            if (at < p.length && p[at] == '*') {
                star = at++;
                mark = i;
            } else if (next >= 0) {
                at = next;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++mark;
            } else {
                return false;
            }
        }
        while (at < p.length && p[at] == '*') {
            at++;
        }
        return at == p.length;
    }

    /** Where the pattern goes on behind what fits this character; -1 if it does not fit. */
    private static int behind(int[] pattern, int at, int c) {
        int close = pattern[at] == '[' ? closing(pattern, at) : -1;
        if (close < 0) {
            return pattern[at] == '?' || pattern[at] == c ? at + 1 : -1;
        }
        boolean not = pattern[at + 1] == '!' || pattern[at + 1] == '^';
        boolean in = false;
        for (int i = at + (not ? 2 : 1); i < close; i++) {
            if (i + 2 < close && pattern[i + 1] == '-') {
                in |= pattern[i] <= c && c <= pattern[i + 2];
                i += 2;
            } else {
                in |= pattern[i] == c;
            }
        }
        return in != not ? close + 1 : -1;
    }

    /** The bracket that closes a set; one right behind the beginning is a member. -1 if none does. */
    private static int closing(int[] pattern, int open) {
        int i = open + 1;
        if (i < pattern.length && (pattern[i] == '!' || pattern[i] == '^')) {
            i++;
        }
        for (i++; i < pattern.length; i++) {
            if (pattern[i] == ']') {
                return i;
            }
        }
        return -1;
    }
}
