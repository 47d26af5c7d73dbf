package io.mqboard.shell.sync;

import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is left out when a folder or glob is copied: lines like those of a {@code .gitignore}. The last line that fits decides. Names that
 * begin with a dot and what Python and editors leave behind are left out unless a line says otherwise.
 */
public final class IgnoreRules {
    /** The file that holds them, in the folder that is copied. */
    public static final String FILE = ".mqbignore";

    private static final List<String> ALWAYS = List.of(".*", "__pycache__/", "*.pyc", "*~");

    /** One line. */
    private record Rule(Pattern pattern, boolean anchored, boolean folders, boolean keeps) {}

    private final List<Rule> rules = new ArrayList<>();

    private IgnoreRules(List<String> lines) {
        ALWAYS.forEach(this::add);
        lines.forEach(this::add);
    }

    /** Those of a folder. */
    public static IgnoreRules of(Path folder) throws UsageException {
        Path file = folder.resolve(FILE);
        try {
            return new IgnoreRules(Files.isRegularFile(file) ? Files.readAllLines(file) : List.of());
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Those that a text says. */
    public static IgnoreRules parse(String text) {
        return new IgnoreRules(text.lines().toList());
    }

    private void add(String line) {
        String text = line.stripTrailing();
        if (text.isEmpty() || text.charAt(0) == '#') {
            return;
        }
        boolean keeps = text.charAt(0) == '!';
        text = keeps ? text.substring(1) : text;
        boolean folders = text.endsWith("/");
        text = folders ? text.substring(0, text.length() - 1) : text;
        boolean anchored = text.indexOf('/') >= 0;
        text = text.startsWith("/") ? text.substring(1) : text;
        if (!text.isEmpty()) {
            rules.add(new Rule(Glob.pattern(text), anchored, folders, keeps));
        }
    }

    /** Whether a file or folder is left out, its parents not asked; the path is relative and has slashes. */
    public boolean ignores(String path, boolean folder) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (rule.folders() && !folder) {
                continue;
            }
            if (rule.pattern().matcher(rule.anchored() ? path : name).matches()) {
                return !rule.keeps();
            }
        }
        return false;
    }

    /** Whether a file is left out, by itself or with a folder above it. */
    public boolean ignoresFile(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (ignores(path.substring(0, slash), true)) {
                return true;
            }
        }
        return ignores(path, false);
    }
}
