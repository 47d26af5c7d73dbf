package io.mqboard.shell.script.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a script may use behind a dollar sign: its variables, its arguments, the environment. Belongs to the command thread. */
public final class Variables {
    /** Never comes out of the environment, because what is expanded may be printed. */
    private static final String SECRET = "MQBOARD_PASSWORD";

    private final Map<String, String> environment;
    private final Map<String, String> values;
    private final String script;
    private final List<String> arguments;
    private int lastCode;

    /**
     * The names of a script or a session.
     *
     * @param environment of the process
     * @param values variables that are set before the first line
     * @param script {@code $0}
     * @param arguments {@code $1} and so on
     */
    public Variables(
            Map<String, String> environment, Map<String, String> values, String script, List<String> arguments) {
        this.environment = environment;
        this.values = new HashMap<>(values);
        this.script = script;
        this.arguments = List.copyOf(arguments);
    }

    /** Without arguments and variables: a session at a prompt. */
    public static Variables of(Map<String, String> environment) {
        return new Variables(environment, Map.of(), "mqboard", List.of());
    }

    /** Those of a script that is run from here: a copy of the variables, arguments of its own. */
    public Variables forScript(String name, List<String> words) {
        return new Variables(environment, values, name, words);
    }

    /** A variable, or else one of the environment, or null. */
    public @Nullable String find(String name) {
        String value = values.get(name);
        return value != null || name.equals(SECRET) ? value : environment.get(name);
    }

    /** Gives a variable its value. */
    public void set(String name, String value) {
        values.put(name, value);
    }

    /** All variables, without the environment. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    /** {@code $0}: what errors call the script. */
    public String script() {
        return script;
    }

    /** {@code $1} and those behind it. */
    public List<String> arguments() {
        return arguments;
    }

    /** {@code $?}: the exit code of the last statement that ended. */
    public int lastCode() {
        return lastCode;
    }

    /** Notes how a statement ended. */
    public void ended(int code) {
        lastCode = code;
    }

    /** Whether this may be the name of a variable. */
    public static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isNamePart(text.charAt(i), i == 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether a name may have this character, or begin with it. */
    static boolean isNamePart(char c, boolean first) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    }
}
