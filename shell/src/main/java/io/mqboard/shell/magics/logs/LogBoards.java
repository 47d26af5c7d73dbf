package io.mqboard.shell.magics.logs;

import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.logs.LogHub;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The boards whose logs are wanted. A board need not be there, nor ever have announced itself, to be listened to.
 */
final class LogBoards {
    private final BrokerSession session;
    private final List<String> names;
    private final String title;

    private LogBoards(BrokerSession session, List<String> names, String title) {
        this.session = session;
        this.names = names;
        this.title = title;
    }

    /** Finds out what words mean, and begins to listen; when it returns the broker sends what they log. */
    static LogBoards of(Context context, List<String> words) throws MqboardException {
        BrokerSession session = context.connected();
        session.discover();
        context.await(session.discovered());
        LogHub hub = context.logs();
        String topic = context.settings().topic();
        if (words.isEmpty() && topic != null) {
            context.await(hub.listenOn(topic));
            return new LogBoards(session, List.of(), topic);
        }
        List<String> wanted = words.isEmpty() ? preset(context) : words;
        List<String> known = session.boards().stream().map(BoardStatus::address).toList();
        List<String> names = new ArrayList<>();
        for (String word : wanted.stream()
                .flatMap(name -> context.members(name).stream())
                .distinct()
                .toList()) {
            List<String> meant = BoardNames.isGlob(word) ? List.of() : BoardNames.candidates(known, word);
            names.addAll(meant.isEmpty() ? List.of(word) : meant);
        }
        if (names.isEmpty() || names.stream().anyMatch(BoardNames::isGlob)) {
            context.await(hub.listenToAll());
        } else {
            List<CompletableFuture<Void>> granted = new ArrayList<>();
            for (String name : names) {
                granted.add(hub.listenTo(name));
            }
            context.await(CompletableFuture.allOf(granted.toArray(new CompletableFuture<?>[0])));
        }
        return new LogBoards(session, List.copyOf(names), names.isEmpty() ? "all boards" : String.join(", ", names));
    }

    /** What is meant where nothing is said. */
    private static List<String> preset(Context context) {
        List<Board> selected = context.selection().boards();
        String named = context.settings().board();
        if (!selected.isEmpty()) {
            return selected.stream().map(Board::address).toList();
        }
        return named == null ? List.of() : List.of(named);
    }

    /** Addresses and globs; empty for all. */
    List<String> names() {
        return names;
    }

    /** Whether lines of more than one board may come. */
    boolean several() {
        return names.size() != 1 || BoardNames.isGlob(names.get(0));
    }

    /** For people. */
    String title() {
        return title;
    }

    /** Those that are on line now and have announced themselves. */
    List<Board> online() throws MqboardException {
        List<Board> boards = new ArrayList<>();
        for (BoardStatus status : session.boards()) {
            boolean meant = names.isEmpty()
                    || names.contains(status.address())
                    || names.stream()
                            .anyMatch(name -> BoardNames.isGlob(name) && BoardNames.matches(status.address(), name));
            if (status.online() && meant) {
                boards.add(session.board(status.address()));
            }
        }
        return boards;
    }
}
