package io.mqboard.shell.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of a magic, after its options were taken out. Options go by their long names. */
public final class Arguments {
    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> flags = new HashMap<>();

    /** Whether an option was given. */
    public boolean has(String name) {
        return flags.containsKey(name);
    }

    /** The value of an option, the last one if it was given several times, or null. */
    public @Nullable String value(String name) {
        List<String> values = flags.get(name);
        return values == null ? null : values.get(values.size() - 1);
    }

    /** All values of an option in the order in which they were given; empty if it was not. */
    public List<String> values(String name) {
        return flags.getOrDefault(name, List.of());
    }

    public List<String> words() {
        return words;
    }

    public String word(int index) {
        return words.get(index);
    }

    public int count() {
        return words.size();
    }

    void add(String word) {
        words.add(word);
    }

    void set(String name, String value) {
        flags.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
}
