package io.mqboard.shell.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a magic.
 *
 * @param letter the short form without its dash, or {@link #NO_LETTER}
 * @param name the long form without its dashes; {@link Arguments} knows the option by it
 * @param value what the option's value is called in the help, or null if it takes none
 * @param kind what the value is, for completion
 * @param choices values to offer, beside what the kind offers
 * @param summary one short line
 */
public record Flag(
        char letter, String name, @Nullable String value, ArgumentKind kind, List<String> choices, String summary) {
    /** In place of a letter: the option has a long form only. */
    public static final char NO_LETTER = '\0';

    /** An option without a value. */
    public static Flag of(char letter, String name, String summary) {
        return new Flag(letter, name, null, ArgumentKind.TEXT, List.of(), summary);
    }

    /** An option without a value and without a letter. */
    public static Flag of(String name, String summary) {
        return of(NO_LETTER, name, summary);
    }

    /** An option with a value. */
    public static Flag with(char letter, String name, String value, ArgumentKind kind, String summary) {
        return new Flag(letter, name, value, kind, List.of(), summary);
    }

    /** An option with a value and without a letter. */
    public static Flag with(String name, String value, ArgumentKind kind, String summary) {
        return with(NO_LETTER, name, value, kind, summary);
    }

    /** The same option, whose value is usually one of these. */
    public Flag choices(String... values) {
        return new Flag(letter, name, value, kind, List.of(values), summary);
    }

    /** Whether it has a short form. */
    public boolean hasLetter() {
        return letter != NO_LETTER;
    }

    /** Its shortest form with the name of its value, such as {@code -n NAME} or {@code --dry-run}. */
    public String usage() {
        return shown() + (value == null ? "" : " " + value);
    }

    /** Its shortest form, dashes included. */
    String shown() {
        return hasLetter() ? "-" + letter : "--" + name;
    }
}
