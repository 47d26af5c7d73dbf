package io.mqboard.shell.script;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.BoardGroups;
import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.Selection;
import io.mqboard.transport.Board;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which boards are selected, and which ones names mean. */
final class Boards {
    private volatile Selection selection = Selection.NONE;
    private BoardGroups groups = BoardGroups.NONE;

    Selection selection() {
        return selection;
    }

    void select(Selection boards) {
        selection = boards;
    }

    void groups(BoardGroups named) {
        groups = named;
    }

    /** Whether a name may mean more than one board. */
    boolean isPlural(String name) {
        return BoardNames.isGlob(name)
                || name.indexOf(',') >= 0
                || !groups.members(name).isEmpty();
    }

    /** What a name stands for: the members of a group, also of one in a list with commas, or itself. */
    List<String> members(String name) {
        List<String> all = new ArrayList<>();
        for (String part : name.split(",", -1)) {
            List<String> members = groups.members(part);
            all.addAll(members.isEmpty() ? List.of(part) : members);
        }
        return all;
    }

    /** The boards of these names, each once. */
    Selection find(BoardFinder finder, List<String> names) throws ShellException, MqboardException {
        Map<String, Board> found = new TreeMap<>();
        for (String name : names) {
            for (String member : members(name)) {
                add(finder, member, found);
            }
        }
        return found.size() == 1
                ? Selection.of(found.values().iterator().next())
                : new Selection(List.copyOf(found.values()), String.join(",", names));
    }

    private static void add(BoardFinder finder, String name, Map<String, Board> found)
            throws ShellException, MqboardException {
        if (!BoardNames.isGlob(name)) {
            Board board = finder.find(name);
            found.put(board.address(), board);
            return;
        }
        for (String address : finder.all(name)) {
            found.put(address, finder.at(address));
        }
    }
}
