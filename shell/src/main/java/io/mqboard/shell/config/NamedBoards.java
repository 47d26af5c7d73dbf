package io.mqboard.shell.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Boards and groups that the user has given names, and which boards are protected. Immutable, so safe for use by many threads.
 *
 * @param boards by their names
 * @param groups what belongs to each: names of boards and groups, addresses, globs
 * @param protect whether boards are protected that say nothing else
 * @param lifted whether the command line has lifted all protection
 */
public record NamedBoards(
        Map<String, NamedBoard> boards, Map<String, List<String>> groups, boolean protect, boolean lifted) {
    /** No names, no protection. */
    public static final NamedBoards NONE = new NamedBoards(Map.of(), Map.of(), false, false);

    /**
     * A board with a name.
     *
     * @param address its address
     * @param protect whether it asks before it is changed
     */
    public record NamedBoard(String address, boolean protect) {}

    /** The address behind a name; what is no name stays as it is. */
    public String address(String name) {
        NamedBoard board = boards.get(name);
        return board == null ? name : board.address();
    }

    /** What belongs to a group, groups within it taken apart; empty if there is no such group. */
    public List<String> members(String group) {
        Set<String> members = new LinkedHashSet<>();
        collect(group, members, new TreeSet<>());
        return new ArrayList<>(members);
    }

    private void collect(String group, Set<String> members, Set<String> seen) {
        if (seen.add(group)) {
            for (String member : groups.getOrDefault(group, List.of())) {
                if (groups.containsKey(member)) {
                    collect(member, members, seen);
                } else {
                    members.add(member);
                }
            }
        }
    }

    /** All names, those of boards and those of groups. */
    public Collection<String> names() {
        Set<String> names = new TreeSet<>(boards.keySet());
        names.addAll(groups.keySet());
        return names;
    }

    /** Whether commands that change the board of this address have to ask. */
    public boolean isProtected(String address) {
        boolean named = false;
        for (NamedBoard board : boards.values()) {
            if (board.address().equals(address)) {
                named = true;
                if (board.protect()) {
                    return !lifted;
                }
            }
        }
        return protect && !named && !lifted;
    }
}
