package io.mqboard.shell.command;

import java.util.List;

/**
 * An argument of a magic.
 *
 * @param name what the help calls it
 * @param kind what it is
 * @param optional whether it may be left out
 * @param repeated whether more of its kind may follow
 * @param choices what completion offers, beside what the kind offers
 */
public record Argument(String name, ArgumentKind kind, boolean optional, boolean repeated, List<String> choices) {
    public static Argument one(String name, ArgumentKind kind) {
        return new Argument(name, kind, false, false, List.of());
    }

    public static Argument maybe(String name, ArgumentKind kind) {
        return new Argument(name, kind, true, false, List.of());
    }

    public static Argument several(String name, ArgumentKind kind) {
        return new Argument(name, kind, false, true, List.of());
    }

    public static Argument any(String name, ArgumentKind kind) {
        return new Argument(name, kind, true, true, List.of());
    }

    /** The same argument, which is usually one of these. */
    public Argument choices(String... values) {
        return new Argument(name, kind, optional, repeated, List.of(values));
    }
}
