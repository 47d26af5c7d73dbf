package io.mqboard.shell.script.language;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in place of {@code $NAME}. The result is a line again, in which each value is quoted as its place needs, so that no value is
 * ever taken for several words, a quote or a comment.
 */
public final class Expansion {
    /** What surrounds the dollar sign. */
    private enum Place {
        /** Python: values stand as they are, quotes mean nothing here. */
        TEXT,
        /** Words of a magic. */
        WORDS,
        /** The list of {@code %for}: a bare value is several words. */
        LIST
    }

    private final String line;
    private final @Nullable Variables variables;
    private final Place place;
    private final StringBuilder result = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private char quote;
    private int at;

    private Expansion(String line, @Nullable Variables variables, Place place) {
        this.line = line;
        this.variables = variables;
        this.place = place;
    }

    /** A line of words; single quotes protect what they hold. */
    public static String words(String line, Variables variables) throws UsageException {
        return new Expansion(line, variables, Place.WORDS).run();
    }

    /** A line of words, in which a value that stands unquoted is split at its blanks. */
    public static String list(String line, Variables variables) throws UsageException {
        return new Expansion(line, variables, Place.LIST).run();
    }

    /** Python; nothing protects a dollar sign but another. */
    public static String text(String text, Variables variables) throws UsageException {
        return new Expansion(text, variables, Place.TEXT).run();
    }

    /** The names of variables in a line that have no default; for a check without running. */
    public static List<String> names(String line, boolean python) throws UsageException {
        Expansion expansion = new Expansion(line, null, python ? Place.TEXT : Place.WORDS);
        expansion.run();
        return expansion.names;
    }

    /** The value as a literal of Python. */
    public static String python(String value) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\', '\'' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        return text.append('\'').toString();
    }

    private String run() throws UsageException {
        if (line.indexOf('$') < 0) {
            return line;
        }
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '$' && quote != '\'') {
                dollar();
            } else {
                result.append(c);
                if (place != Place.TEXT) {
                    follow(c);
                }
            }
        }
        return result.toString();
    }

    /** Keeps an eye on quotes; what a backslash protects is copied. */
    private void follow(char c) {
        if (c == '\\' && quote != '\'' && at < line.length()) {
            result.append(line.charAt(at++));
        } else if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        }
    }

    private void dollar() throws UsageException {
        char c = at < line.length() ? line.charAt(at) : ' ';
        if (c == '$') {
            at++;
            result.append('$');
        } else if (c == '{') {
            braced();
        } else if (c == '@') {
            at++;
            all();
        } else if (c == '#' || c == '?' || (c >= '0' && c <= '9')) {
            at++;
            put(value(String.valueOf(c), null), false);
        } else if (Variables.isNamePart(c, true)) {
            int start = at;
            while (at < line.length() && Variables.isNamePart(line.charAt(at), false)) {
                at++;
            }
            put(value(line.substring(start, at), null), false);
        } else {
            result.append('$');
        }
    }

    /** {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${NAME!r}}. */
    private void braced() throws UsageException {
        int end = line.indexOf('}', at);
        if (end < 0) {
            throw new UsageException("${ is not closed by }");
        }
        String inside = line.substring(at + 1, end);
        at = end + 1;
        boolean literal = inside.endsWith("!r");
        inside = literal ? inside.substring(0, inside.length() - 2) : inside;
        int colon = inside.indexOf(":-");
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!Variables.isName(name) && !isNumber(name)) {
            throw new UsageException("${" + inside + "}: expected ${NAME}, ${NAME:-DEFAULT} or ${NAME!r}");
        }
        put(value(name, colon < 0 ? null : inside.substring(colon + 2)), literal);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private String value(String name, @Nullable String otherwise) throws UsageException {
        boolean plain = Variables.isName(name);
        if (variables == null) {
            if (plain && otherwise == null) {
                names.add(name);
            }
            return "0";
        }
        String value = plain ? variables.find(name) : special(name, variables);
        if (value != null && !(value.isEmpty() && otherwise != null)) {
            return value;
        }
        if (otherwise != null) {
            return otherwise;
        }
        throw new UsageException(
                plain
                        ? "unknown variable $" + name + "; write $$ for a dollar sign"
                        : "argument $" + name + " is missing: "
                                + counted(variables.arguments().size()));
    }

    private static String counted(int count) {
        return count == 0
                ? "there are no arguments"
                : "there " + (count == 1 ? "is 1 argument" : "are " + count + " arguments");
    }

    private static @Nullable String special(String name, Variables variables) {
        if (name.equals("#")) {
            return String.valueOf(variables.arguments().size());
        }
        if (name.equals("?")) {
            return String.valueOf(variables.lastCode());
        }
        int number = Integer.parseInt(name);
        if (number == 0) {
            return variables.script();
        }
        return number <= variables.arguments().size() ? variables.arguments().get(number - 1) : null;
    }

    /** {@code $@}: each argument is a word of its own. */
    private void all() {
        List<String> arguments = variables == null ? List.of() : variables.arguments();
        if (place == Place.TEXT || quote != 0) {
            put(String.join(" ", arguments), false);
            return;
        }
        for (int i = 0; i < arguments.size(); i++) {
            result.append(i == 0 ? "" : " ").append(Words.quote(arguments.get(i)));
        }
    }

    private void put(String value, boolean literal) {
        String text = literal ? python(value) : value;
        if (place == Place.TEXT) {
            result.append(text);
        } else if (quote != 0) {
            result.append(text.replaceAll("([\\\\\"$`])", "\\\\$1"));
        } else if (place == Place.LIST && !literal) {
            String[] parts = text.isBlank() ? new String[0] : text.strip().split("\\s+");
            for (int i = 0; i < parts.length; i++) {
                result.append(i == 0 ? "" : " ").append(Words.quote(parts[i]));
            }
        } else {
            result.append(Words.quote(text));
        }
    }
}
