package io.mqboard.shell.command;

import org.jspecify.annotations.Nullable;

/**
 * An option of a magic.
 *
 * @param letter the short form without its dash
 * @param name the long form without its dashes
 * @param value what the option's value is called in the help, or null if it takes none
 * @param summary one short line
 */
public record Flag(char letter, String name, @Nullable String value, String summary) {
    public static Flag of(char letter, String name, String summary) {
        return new Flag(letter, name, null, summary);
    }
}
