package io.mqboard.shell.command;

import io.mqboard.shell.cli.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes options off Python: all that stand before it, and behind it those with a value, which no Python can end with. Two dashes alone
 * before it end the options.
 */
final class TextFlags {
    private static final Pattern FIRST = Pattern.compile("(--?[A-Za-z][\\w-]*)(?:=(\\S+))?(?:\\s+|$)");
    private static final Pattern LAST = Pattern.compile("(?s)(.*?)\\s(--?[A-Za-z][\\w-]*)(?:=|\\s+)([^\\s-]\\S*)\\s*$");

    private TextFlags() {}

    /** Takes the options and returns the Python between them. */
    static String take(Magic magic, String text, Arguments arguments) throws UsageException {
        String rest = behind(magic, text.strip(), arguments);
        while (!rest.startsWith("-- ")) {
            Matcher first = FIRST.matcher(rest);
            Flag flag = first.lookingAt() ? flag(magic, first.group(1)) : null;
            if (flag == null) {
                return rest;
            }
            rest = rest.substring(first.end());
            String value = first.group(2);
            if (flag.value() != null && value == null) {
                String[] parts = rest.split("\\s+", 2);
                value = parts[0];
                rest = parts.length > 1 ? parts[1] : "";
                if (value.isEmpty()) {
                    throw new UsageException("%" + magic.name() + ": " + flag.shown() + " needs " + flag.value());
                }
            }
            arguments.set(flag.name(), value == null ? "" : value);
        }
        return rest.substring(3).strip();
    }

    private static String behind(Magic magic, String text, Arguments arguments) {
        String rest = text;
        for (Matcher last = LAST.matcher(rest); last.matches(); last = LAST.matcher(rest)) {
            Flag flag = flag(magic, last.group(2));
            if (flag == null || flag.value() == null) {
                break;
            }
            arguments.set(flag.name(), last.group(3));
            rest = last.group(1);
        }
        return rest;
    }

    private static @Nullable Flag flag(Magic magic, String word) {
        for (Flag flag : magic.flags()) {
            if (word.equals("--" + flag.name()) || (flag.hasLetter() && word.equals("-" + flag.letter()))) {
                return flag;
            }
        }
        return null;
    }
}
