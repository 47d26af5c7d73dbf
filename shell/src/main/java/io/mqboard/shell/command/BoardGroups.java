package io.mqboard.shell.command;

import java.util.List;

/** Names for several boards that the user has given them, as settings do. */
public interface BoardGroups {
    /** No groups. */
    BoardGroups NONE = name -> List.of();

    /** What belongs to a group: addresses, parts of addresses, globs; empty if there is no such group. */
    List<String> members(String name);
}
