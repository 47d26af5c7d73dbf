package io.mqboard.shell.config;

import io.mqboard.shell.cli.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections {@code [board NAME]} and {@code [group NAME]} of a file of settings. */
final class NamedSections {
    private static final String ADDRESS = "address";
    private static final String PROTECT = "protect";
    private static final String BOARDS = "boards";

    /** One section while it is read; {@code place} is its file and line. */
    private record Section(boolean group, String name, String place, Map<String, Value> values) {}

    private final Map<String, Section> sections = new HashMap<>();

    /** Begins a section; returns where its settings go. */
    void begin(boolean group, String name, String place) throws UsageException {
        Section former = sections.put(name, new Section(group, name, place, new HashMap<>()));
        if (former != null) {
            throw new UsageException(place + ": '" + name + "' has a section already, at " + former.place());
        }
    }

    /** Takes a setting of the section of a name. */
    void set(String section, String word, Value value, String place) throws UsageException {
        Section into = sections.get(section);
        if (into == null) {
            throw new IllegalStateException(section);
        }
        boolean known = into.group() ? word.equals(BOARDS) : word.equals(ADDRESS) || word.equals(PROTECT);
        if (!known) {
            String kind = into.group() ? "group" : "board";
            throw new UsageException(
                    place + ": a " + kind + " has no setting '" + word + "'; mqboard-config(5) lists them");
        }
        if (word.equals(PROTECT)) {
            value.asBoolean();
        } else if (value.text().isEmpty()) {
            throw value.bad("is empty");
        }
        if (into.values().put(word, value) != null) {
            throw new UsageException(place + ": '" + word + "' is set twice");
        }
    }

    /** Looks whether each section says what it must. */
    void check() throws UsageException {
        for (Section section : sections.values()) {
            String word = section.group() ? BOARDS : ADDRESS;
            if (!section.values().containsKey(word)) {
                String kind = section.group() ? "group" : "board";
                throw new UsageException(section.place() + ": the " + kind + " '" + section.name() + "' needs " + word
                        + " = " + (section.group() ? "NAME, NAME" : "ADDRESS"));
            }
        }
    }

    /** Adds what is here to what is known, unless the name is taken there. */
    void addTo(Map<String, NamedBoards.NamedBoard> boards, Map<String, List<String>> groups, boolean protect)
            throws UsageException {
        for (Section section : sections.values()) {
            if (boards.containsKey(section.name()) || groups.containsKey(section.name())) {
                continue;
            }
            Value address = section.values().get(ADDRESS);
            Value members = section.values().get(BOARDS);
            if (address != null) {
                boards.put(section.name(), board(address, section.values().get(PROTECT), protect));
            } else if (members != null) {
                groups.put(section.name(), members(members));
            }
        }
    }

    private static NamedBoards.NamedBoard board(Value address, @Nullable Value protect, boolean otherwise)
            throws UsageException {
        return new NamedBoards.NamedBoard(address.text(), protect == null ? otherwise : protect.asBoolean());
    }

    private static List<String> members(Value value) throws UsageException {
        List<String> members = new ArrayList<>();
        for (String member : value.text().split(",", -1)) {
            if (member.isBlank()) {
                throw value.bad("is no list of boards; names stand between commas");
            }
            members.add(member.strip());
        }
        return members;
    }
}
