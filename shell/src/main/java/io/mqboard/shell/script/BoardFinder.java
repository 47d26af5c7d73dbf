package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.config.NamedBoards;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BoardTimedOutException;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the board that a user means. A whole address needs no look at other boards, and is what most commands are given: so the board
 * itself is asked first, and the presence of all boards only when it does not answer at once.
 */
final class BoardFinder {
    /** After this time without an answer the name may be a part of an address. */
    private static final long PATIENCE_MILLIS = 300;

    private static final int MAX_LISTED = 8;

    private final BrokerSession session;
    private final Interruption interruption;
    private final NamedBoards named;

    BoardFinder(BrokerSession session, Interruption interruption, NamedBoards named) {
        this.named = named;
        this.session = session;
        this.interruption = interruption;
    }

    /** The board of a name that the user has given it, of an address, or of a part or glob that only one board has. */
    Board find(String given) throws ShellException, MqboardException {
        String name = named.address(given);
        if (BoardNames.isGlob(name)) {
            Board board = fromPresence(name);
            if (board == null) {
                throw unknown(name);
            }
            return board;
        }
        Board literal = literal(name);
        if (isKnown(name)) {
            return literal;
        }
        CompletableFuture<Integer> attached = literal.attach();
        if (answersSoon(attached)) {
            return literal;
        }
        Board board = fromPresence(name);
        return board == null ? late(name, literal, attached) : board;
    }

    /** The addresses that a glob fits, at least one, in order. */
    List<String> all(String glob) throws ShellException, MqboardException {
        session.discover();
        interruption.await(session.discovered(), null);
        List<String> addresses = BoardNames.candidates(addresses(), glob);
        if (addresses.isEmpty()) {
            throw unknown(glob);
        }
        return addresses.stream().sorted().toList();
    }

    /** The board of a whole address; nothing is sent. */
    Board at(String address) throws UsageException {
        return literal(address);
    }

    private Board literal(String name) throws UsageException {
        try {
            return session.board(name);
        } catch (BadOptionException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isKnown(String address) {
        for (BoardStatus status : session.boards()) {
            if (status.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** Waits a moment only. */
    private boolean answersSoon(CompletableFuture<Integer> attached) throws MqboardException {
        CompletableFuture<Integer> soon = attached.copy().completeOnTimeout(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return interruption.await(soon, null) > 0;
        } catch (BoardOfflineException | BoardTimedOutException e) {
            return false;
        }
    }

    /** The one board that the name fits, null if it fits none. */
    private @Nullable Board fromPresence(String name) throws ShellException, MqboardException {
        session.discover();
        interruption.await(session.discovered(), null);
        List<String> candidates = BoardNames.candidates(addresses(), name);
        if (candidates.size() > 1) {
            throw new UsageException(SafeText.line(name) + " may be " + listed(candidates));
        }
        return candidates.isEmpty() ? null : session.board(candidates.get(0));
    }

    /** Nobody announced such a board; one that speaks protocol 1 may still answer. */
    private Board late(String name, Board literal, CompletableFuture<Integer> attached)
            throws ShellException, MqboardException {
        try {
            interruption.await(attached, null);
            return literal;
        } catch (BoardOfflineException | BoardTimedOutException e) {
            throw unknown(name);
        }
    }

    private ShellException unknown(String name) {
        List<String> known = addresses();
        String others = known.isEmpty() ? "no board has announced itself" : "there are " + listed(known);
        return new ShellException(ExitCode.OFFLINE, "no board answers as " + SafeText.line(name) + "; " + others);
    }

    private List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (BoardStatus status : session.boards()) {
            addresses.add(status.address());
        }
        return addresses;
    }

    private static String listed(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(names.size(), MAX_LISTED); i++) {
            text.append(i == 0 ? "" : ", ").append(SafeText.line(names.get(i)));
        }
        return names.size() > MAX_LISTED ? text + " and " + (names.size() - MAX_LISTED) + " more" : text.toString();
    }
}
