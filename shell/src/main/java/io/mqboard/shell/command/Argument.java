package io.mqboard.shell.command;

/**
 * An argument of a magic.
 *
 * @param name what the help calls it
 * @param kind what it is
 * @param optional whether it may be left out
 * @param repeated whether more of its kind may follow
 */
public record Argument(String name, ArgumentKind kind, boolean optional, boolean repeated) {
    public static Argument one(String name, ArgumentKind kind) {
        return new Argument(name, kind, false, false);
    }

    public static Argument maybe(String name, ArgumentKind kind) {
        return new Argument(name, kind, true, false);
    }

    public static Argument several(String name, ArgumentKind kind) {
        return new Argument(name, kind, false, true);
    }

    public static Argument any(String name, ArgumentKind kind) {
        return new Argument(name, kind, true, true);
    }
}
