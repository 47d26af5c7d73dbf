package io.mqboard.shell.command;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Magics that belong together, for the help.
 *
 * @param name one word, by which the help is asked for it
 * @param magics by name
 */
public record Subject(String name, List<Magic> magics) {
    /** A subject with the magics of a list. */
    public static Subject of(String name, List<Magic> magics) {
        return new Subject(
                name, magics.stream().sorted(Comparator.comparing(Magic::name)).toList());
    }

    /** A subject with the magics of two lists. */
    public static Subject of(String name, List<Magic> magics, List<Magic> more) {
        return of(name, Stream.concat(magics.stream(), more.stream()).toList());
    }
}
