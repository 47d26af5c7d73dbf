package io.mqboard.shell.terminal;

import io.mqboard.shell.config.Key;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jspecify.annotations.Nullable;

/** Completes names of settings and their values by the table of settings. */
final class SettingCompleter {
    private final PathCompleter paths;
    private final Supplier<Iterable<String>> profiles;

    /** Offers these profiles, too. */
    SettingCompleter(PathCompleter paths, Supplier<Iterable<String>> profiles) {
        this.paths = paths;
        this.profiles = profiles;
    }

    void names(List<Candidate> candidates) {
        for (Key key : Key.values()) {
            candidates.add(ShellCompleter.candidate(key.word(), key.meaning()));
        }
    }

    void profiles(List<Candidate> candidates) {
        profiles.get().forEach(name -> candidates.add(ShellCompleter.candidate(name, null)));
    }

    /** The values of the setting that stands before. Returns whether it is a board, of which others know. */
    boolean values(@Nullable String name, String word, List<Candidate> candidates) {
        for (Key key : Key.values()) {
            if (key.word().equals(name)) {
                key.kind().choices().forEach(choice -> candidates.add(ShellCompleter.candidate(choice, null)));
                if (key.kind() == Key.Kind.FILE) {
                    paths.local(word, candidates);
                } else if (key.kind() == Key.Kind.PROFILE) {
                    profiles(candidates);
                }
                return key.kind() == Key.Kind.BOARD;
            }
        }
        return false;
    }
}
