package io.mqboard.shell.config;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command may know of the files of settings.
 *
 * @param user the user's own file, which need not exist
 * @param profile the profile that is used, or null
 * @param profiles the names of all profiles
 */
public record SettingsFiles(Path user, @Nullable String profile, Set<String> profiles) {
    /** No files. */
    public static final SettingsFiles NONE = new SettingsFiles(Path.of("config"), null, Set.of());

    /** Whether a profile, a board or a group may be called so. */
    public static boolean isName(String name) {
        return ConfigFile.isName(name);
    }
}
