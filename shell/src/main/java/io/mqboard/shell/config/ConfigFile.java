package io.mqboard.shell.config;

import io.mqboard.shell.cli.Nearest;
import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings: {@code key = value} a line, {@code #} comments, {@code [profile NAME]} before the settings of a profile, {@code [board
 * NAME]} and {@code [group NAME]} before what boards and groups are called so. A value may stand in double quotes. Paths are relative to the file's folder; {@code ~/} is the home folder.
 */
final class ConfigFile {
    private static final long MAX_BYTES = 64 * 1024;

    private final Path file;
    private final Map<Key, Value> general = new EnumMap<>(Key.class);
    private final Map<String, Map<Key, Value>> profiles = new HashMap<>();
    private final NamedSections named = new NamedSections();
    private final Path home;
    private final boolean trusted;
    /** The settings that lines go to, or null while they go to a board or group. */
    private @Nullable Map<Key, Value> section = general;

    private String sectionName = "";

    private ConfigFile(Path file, Path home, boolean trusted) {
        this.file = file;
        this.home = home;
        this.trusted = trusted;
    }

    /**
     * Reads a file; null if there is none.
     *
     * @param trusted whether it may name programs to run; a file that came with somebody's project may not
     */
    static @Nullable ConfigFile read(Path file, Path home, boolean trusted) throws UsageException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        ConfigFile config = new ConfigFile(file, home, trusted);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UsageException(file + ": larger than 64 KB, so hardly a file of settings");
            }
            config.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage());
        }
        return config;
    }

    /** The settings outside of any profile. */
    Map<Key, Value> general() {
        return general;
    }

    /** The settings of a profile, or null. */
    @Nullable
    Map<Key, Value> profile(String name) {
        return profiles.get(name);
    }

    /** The names of profiles. */
    Set<String> profiles() {
        return profiles.keySet();
    }

    /** The boards and groups. */
    NamedSections named() {
        return named;
    }

    private void parse(String text) throws UsageException {
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String line = text.substring(start, end).strip();
            start = end + 1;
            String place = file + ":" + ++number;
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            if (line.charAt(0) == '[') {
                section(line, place);
            } else {
                setting(line, place);
            }
        }
        named.check();
    }

    private void section(String line, String place) throws UsageException {
        int blank = line.indexOf(' ');
        String kind = blank < 0 ? "" : line.substring(1, blank);
        if (!line.endsWith("]") || !(kind.equals("profile") || kind.equals("board") || kind.equals("group"))) {
            throw new UsageException(
                    place + ": sections look like [profile NAME], [board NAME] or [group NAME], not " + line);
        }
        String name = line.substring(blank, line.length() - 1).strip();
        if (!isName(name)) {
            throw new UsageException(place + ": '" + name + "' is no name; letters, digits, '-', '_' and '.' make one");
        }
        sectionName = name;
        if (kind.equals("profile")) {
            section = profiles.computeIfAbsent(name, n -> new EnumMap<>(Key.class));
        } else {
            section = null;
            named.begin(kind.equals("group"), name, place);
        }
    }

    /** Whether a profile, a board or a group may be called so. */
    static boolean isName(String name) {
        boolean good = !name.isEmpty();
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
        }
        return good;
    }

    private void setting(String line, String place) throws UsageException {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new UsageException(place + ": settings look like key = value, and this is none");
        }
        String word = line.substring(0, equals).strip();
        if (word.equals("password")) {
            throw new UsageException(
                    place + ": passwords do not belong here; use password-file = PATH or password-command = COMMAND");
        }
        String text = value(line.substring(equals + 1).strip(), place);
        if (section == null) {
            named.set(sectionName, word, new Value(text, place + ": " + word), place);
            return;
        }
        Key key = Key.of(word);
        if (key == null || (key == Key.PROFILE && section != general)) {
            throw new UsageException(place + ": there is no setting '" + word + "'"
                    + Nearest.hint(word, Key.words(), "mqboard-config(5) lists them"));
        }
        if (key == Key.PASSWORD_COMMAND && !trusted) {
            throw new UsageException(place + ": a project's file may not name programs to run;"
                    + " password-command belongs into the user's own file of settings");
        }
        Value value = new Value(key.isPath() ? absolute(text, place) : text, place + ": " + word);
        key.check(value);
        if (section.put(key, value) != null) {
            throw new UsageException(place + ": '" + word + "' is set twice");
        }
    }

    /** The value without its quotes or the comment behind it. */
    private static String value(String text, String place) throws UsageException {
        if (text.startsWith("\"")) {
            int end = text.indexOf('"', 1);
            String rest = end < 0 ? "" : text.substring(end + 1).strip();
            if (end < 0 || !(rest.isEmpty() || rest.startsWith("#"))) {
                throw new UsageException(place + ": a value that begins with a quote ends with one");
            }
            return text.substring(1, end);
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }

    private String absolute(String text, String place) throws UsageException {
        Path path = text.startsWith("~/") ? home.resolve(text.substring(2)) : new Value(text, place).asPath();
        Path folder = file.toAbsolutePath().getParent();
        return folder == null
                ? path.toString()
                : folder.resolve(path).normalize().toString();
    }
}
