package io.mqboard.shell.command;

import java.util.List;
import java.util.function.Predicate;

/** Builds a row of the table of magics: what is not said is empty, and a magic needs the broker. */
public final class MagicRow {
    private final String name;
    private final String summary;
    private List<String> aliases = List.of();
    private String description = "";
    private List<Flag> flags = List.of();
    private List<Argument> arguments = List.of();
    private boolean online = true;
    private boolean once;
    private Predicate<Arguments> changes = arguments -> false;
    private List<String> json = List.of();

    MagicRow(String name, String summary) {
        this.name = name;
        this.summary = summary;
    }

    /** Other names. */
    public MagicRow aliases(String... names) {
        aliases = List.of(names);
        return this;
    }

    /** What there is to know beyond the summary. */
    public MagicRow description(String text) {
        description = text;
        return this;
    }

    /** Its options, in the order of the help. */
    public MagicRow flags(Flag... list) {
        flags = List.of(list);
        return this;
    }

    /** Its arguments, in order. */
    public MagicRow arguments(Argument... list) {
        arguments = List.of(list);
        return this;
    }

    /** It works without the broker. */
    public MagicRow offline() {
        online = false;
        return this;
    }

    /** It runs once, however many boards are selected; what works without the broker does anyway. */
    public MagicRow once() {
        once = true;
        return this;
    }

    /** It changes the board: of a protected one it asks first. */
    public MagicRow changes() {
        return changes(arguments -> true);
    }

    /** It changes the board if it is called like this. */
    public MagicRow changes(Predicate<Arguments> when) {
        changes = when;
        return this;
    }

    /** The objects that it prints with {@code --json}, each as the names of its fields; see {@link JsonFields}. */
    public MagicRow json(String... objects) {
        return json(List.of(objects));
    }

    /** The objects that it prints with {@code --json}. */
    public MagicRow json(List<String> objects) {
        json = objects;
        return this;
    }

    /** The row, with what the magic does. */
    public Magic runs(Magic.Action action) {
        return new Magic(
                name, aliases, summary, description, flags, arguments, online, once || !online, changes, json, action);
    }
}
