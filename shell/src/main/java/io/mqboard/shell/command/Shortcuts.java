package io.mqboard.shell.command;

import io.mqboard.shell.cli.UsageException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names that the user has given to lines: aliases, behind which arguments are added, and macros, which are small scripts. */
public final class Shortcuts {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final Predicate<String> taken;
    private final Map<String, String> aliases = new TreeMap<>();
    private final Map<String, Object> macros = new TreeMap<>();

    /**
     * No names yet.
     *
     * @param taken whether a name is a magic's
     */
    public Shortcuts(Predicate<String> taken) {
        this.taken = taken;
    }

    /** The aliases by name. */
    public Map<String, String> aliases() {
        return Collections.unmodifiableMap(aliases);
    }

    /** The macros by name; what they are, the runner of scripts knows. */
    public Map<String, Object> macros() {
        return Collections.unmodifiableMap(macros);
    }

    /** The text of an alias, or null. */
    public @Nullable String alias(String name) {
        return aliases.get(name);
    }

    /** Gives a line a name. */
    public void alias(String name, String text) throws UsageException {
        check(name);
        macros.remove(name);
        aliases.put(name, text);
    }

    /** Gives a script a name. */
    public void macro(String name, Object body) throws UsageException {
        check(name);
        aliases.remove(name);
        macros.put(name, body);
    }

    /** Forgets a name; false if there is none. */
    public boolean forget(String name) {
        // A name is one or the other.
        return aliases.remove(name) != null || macros.remove(name) != null;
    }

    private void check(String name) throws UsageException {
        if (!NAME.matcher(name).matches()) {
            throw new UsageException(name + " cannot be a name; letters, digits, - and _ can");
        }
        if (taken.test(name)) {
            throw new UsageException("%" + name + " is a magic; choose another name");
        }
    }
}
