package io.mqboard.shell.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of a magic, after its options were taken out. */
public final class Arguments {
    private final List<String> words = new ArrayList<>();
    private final Map<Character, String> flags = new HashMap<>();

    /** Whether the option with this letter was given. */
    public boolean has(char letter) {
        return flags.containsKey(letter);
    }

    /** The value of the option with this letter, or null. */
    public @Nullable String value(char letter) {
        return flags.get(letter);
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

    void set(char letter, String value) {
        flags.put(letter, value);
    }
}
