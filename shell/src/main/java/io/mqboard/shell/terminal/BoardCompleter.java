package io.mqboard.shell.terminal;

import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.config.NamedBoards;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BoardStatus;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;

/** Completes boards: those that have announced themselves, and the names of boards and groups that the settings give. */
final class BoardCompleter {
    private final Supplier<List<BoardStatus>> boards;
    private final Supplier<NamedBoards> named;

    BoardCompleter(Supplier<List<BoardStatus>> boards, Supplier<NamedBoards> named) {
        this.boards = boards;
        this.named = named;
    }

    /** Where one or several boards may stand. */
    void names(List<Candidate> candidates) {
        for (String name : named.get().names()) {
            List<String> members = named.get().members(name);
            String meaning = members.isEmpty() ? named.get().address(name) : String.join(", ", members);
            candidates.add(ShellCompleter.candidate(name, SafeText.line(meaning)));
        }
        for (BoardStatus board : boards.get()) {
            String state = board.online() ? board.mode() : "offline";
            candidates.add(ShellCompleter.candidate(SafeText.line(board.address()), SafeText.line(state)));
        }
    }

    /** Where a path on a board may stand, once something is typed: the board with its colon. */
    void places(String word, List<Candidate> candidates) {
        if (word.isEmpty() || word.indexOf(':') >= 0) {
            return;
        }
        Stream.concat(
                        named.get().boards().keySet().stream(),
                        boards.get().stream().map(board -> SafeText.line(board.address())))
                .filter(name -> name.startsWith(word))
                .forEach(name -> candidates.add(place(name)));
    }

    private static Candidate place(String name) {
        return new Candidate(name + ":", name + ":", null, null, null, null, false);
    }

    /** The address that a name stands for: its own, that of a name of the settings, or the only one that it is a part of. */
    String address(String name) {
        String address = named.get().address(name);
        List<String> known = boards.get().stream().map(BoardStatus::address).toList();
        List<String> meant = BoardNames.candidates(known, address);
        return meant.size() == 1 ? meant.get(0) : address;
    }
}
