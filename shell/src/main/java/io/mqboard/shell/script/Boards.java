package io.mqboard.shell.script;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.BoardGroups;
import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.Selection;
import io.mqboard.transport.Board;
import io.mqboard.transport.MqboardException;
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

    /** The boards of these names, each once. */
    Selection find(BoardFinder finder, List<String> names) throws ShellException, MqboardException {
        Map<String, Board> found = new TreeMap<>();
        for (String name : names) {
            List<String> members = groups.members(name);
            for (String member : members.isEmpty() ? List.of(name.split(",", -1)) : members) {
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
