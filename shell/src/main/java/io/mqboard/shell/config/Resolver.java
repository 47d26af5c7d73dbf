package io.mqboard.shell.config;

import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value of each setting: what was set in the running program, option, environment, profile, project file, user file. The project file is {@code .mqboard} in the
 * working folder or the nearest one above; the user file is {@code mqboard/config} below {@code $XDG_CONFIG_HOME}.
 */
public final class Resolver {
    private final Map<Key, Value> session;
    private final Map<Key, Value> options;
    private final Map<String, String> environment;
    private final List<Map<Key, Value>> layers = new ArrayList<>();
    /** The project's file and the user's, as far as they are there. */
    private final List<ConfigFile> files = new ArrayList<>();

    private final Path userFile;
    private @Nullable String profile;

    /**
     * Reads the files.
     *
     * @param options what the command line says
     * @param environment the process's environment
     * @param folder the working folder, absolute
     * @param home the user's home folder
     */
    public Resolver(Map<Key, Value> options, Map<String, String> environment, Path folder, Path home)
            throws UsageException {
        this(Map.of(), options, environment, folder, home);
    }

    /** The same with what was set while the program runs; it comes before all else. */
    Resolver(Map<Key, Value> session, Map<Key, Value> options, Map<String, String> environment, Path folder, Path home)
            throws UsageException {
        this.session = session;
        this.options = options;
        this.environment = environment;
        this.userFile = userFile(environment, home);
        ConfigFile project = project(folder, home);
        ConfigFile user = ConfigFile.read(userFile, home, true);
        for (ConfigFile file : new ConfigFile[] {project, user}) {
            if (file != null) {
                files.add(file);
            }
        }
        addProfile();
        for (ConfigFile file : files) {
            layers.add(file.general());
        }
    }

    /** Where the user's own file is, or would be. */
    Path userFile() {
        return userFile;
    }

    /** The profile that is used, or null. */
    @Nullable
    String profile() {
        return profile;
    }

    /** The names of all profiles. */
    Set<String> profiles() {
        Set<String> names = new TreeSet<>();
        files.forEach(file -> names.addAll(file.profiles()));
        return names;
    }

    /** The boards and groups with names; the project's before the user's. */
    NamedBoards named() throws UsageException {
        Value all = get(Key.PROTECT);
        boolean protect = all != null && all.asBoolean();
        boolean lifted = options.containsKey(Key.PROTECT) && !session.containsKey(Key.PROTECT) && !protect;
        Map<String, NamedBoards.NamedBoard> boards = new HashMap<>();
        Map<String, List<String>> groups = new HashMap<>();
        for (ConfigFile file : files) {
            file.named().addTo(boards, groups, protect);
        }
        return new NamedBoards(boards, groups, protect, lifted);
    }

    /** Of two settings of files the one that is set nearer; null if neither is. */
    @Nullable
    Key nearer(Key one, Key other) {
        for (Map<Key, Value> layer : layers) {
            if (layer.containsKey(one)) {
                return one;
            }
            if (layer.containsKey(other)) {
                return other;
            }
        }
        return null;
    }

    /** The value that wins, or null if nobody says anything. */
    public @Nullable Value get(Key key) {
        Value value = own(key);
        for (int i = 0; value == null && i < layers.size(); i++) {
            value = layers.get(i).get(key);
        }
        return value;
    }

    /** What the environment says without being a setting of files, such as a password; null if nothing. */
    @Nullable
    String variable(String name) {
        String text = environment.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** Whether the value comes from the command line, or was set later. */
    boolean isOption(Key key) {
        return session.containsKey(key) || options.containsKey(key);
    }

    private @Nullable Value own(Key key) {
        Value value = session.getOrDefault(key, options.get(key));
        if (value == null && key.variable() != null) {
            String text = variable(key.variable());
            value = text == null ? null : new Value(text, key.variable());
        }
        return value;
    }

    private void addProfile() throws UsageException {
        Value name = own(Key.PROFILE);
        for (int i = 0; name == null && i < files.size(); i++) {
            name = files.get(i).general().get(Key.PROFILE);
        }
        if (name == null) {
            return;
        }
        for (ConfigFile file : files) {
            Map<Key, Value> settings = file.profile(name.text());
            if (settings != null) {
                layers.add(settings);
            }
        }
        if (layers.isEmpty()) {
            throw name.bad("is not the name of a profile; a file of settings needs [profile " + name.text() + "]");
        }
        profile = name.text();
    }

    private static Path userFile(Map<String, String> environment, Path home) {
        String base = environment.get("XDG_CONFIG_HOME");
        Path folder = base == null || base.isEmpty() ? home.resolve(".config") : Path.of(base);
        return folder.resolve("mqboard").resolve("config");
    }

    private static @Nullable ConfigFile project(Path folder, Path home) throws UsageException {
        for (Path at = folder; at != null; at = at.getParent()) {
            Path file = at.resolve(".mqboard");
            if (Files.isRegularFile(file)) {
                checkOwner(file, home);
                return ConfigFile.read(file, home, false);
            }
        }
        return null;
    }

    /** A file that somebody else left in a common folder must not decide where passwords go. */
    private static void checkOwner(Path file, Path home) throws UsageException {
        try {
            String owner = Files.getOwner(file).getName();
            if (Files.exists(home)
                    && !owner.equals("root")
                    && !owner.equals(Files.getOwner(home).getName())) {
                throw new UsageException(file + ": belongs to " + owner + ", so it is not used; remove it or own it");
            }
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without owners cannot tell; nothing to check then.
        }
    }
}
