package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.Selection;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Trace;
import io.mqboard.shell.script.ShellContext;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the prompt does about each session: it listens to news, and selects the board once all boards have been heard. */
final class SessionStart implements Connection.Follower {
    private static final int MAX_LISTED = 8;

    private final ShellContext context;
    private final Consumer<String> lines;
    private final Runnable promptChanged;
    private final Runnable forget;

    /**
     * Says and does nothing before a session is there.
     *
     * @param lines takes lines from any thread
     * @param promptChanged draws the prompt anew, on any thread
     * @param forget drops what is known of the boards of a session that was closed
     */
    SessionStart(ShellContext context, Consumer<String> lines, Runnable promptChanged, Runnable forget) {
        this.context = context;
        this.lines = lines;
        this.promptChanged = promptChanged;
        this.forget = forget;
    }

    @Override
    public void opened(BrokerSession session) {
        Settings settings = settings();
        Notices notices = new Notices(settings.broker().toString(), line -> note(line), promptChanged);
        if (settings.trace()) {
            session.addListener(new Trace(lines));
            session.trace(true);
        }
        session.addListener(notices);
        session.discover();
        CompletableFuture<Void> unused = session.discovered().thenRun(() -> {
            notices.allHeard();
            select(session);
        });
    }

    @Override
    public void closed() {
        forget.run();
    }

    private Settings settings() {
        return context.configuration().settings();
    }

    private void note(String line) {
        if (!settings().quiet()) {
            lines.accept(line);
        }
    }

    /**
     * Selects the board that the settings name, or where they name none the only one there is. A command that comes sooner looks for the
     * board by itself.
     */
    private void select(BrokerSession session) {
        List<String> addresses =
                session.boards().stream().map(BoardStatus::address).toList();
        String name = settings().board();
        List<String> candidates = name == null ? addresses : candidates(addresses, name);
        if (context.selected() != null || context.connection().current() != session) {
            return;
        }
        boolean plural = name != null && context.isPlural(name);
        if (name != null && plural && candidates.size() > 1) {
            select(session, candidates, name);
        } else if (candidates.size() == 1) {
            select(session, candidates.subList(0, 1), candidates.get(0));
        } else if (name != null && candidates.isEmpty() && !plural) {
            select(session, List.of(name), name);
        } else if (name != null && !candidates.isEmpty()) {
            String list = String.join(", ", candidates.subList(0, Math.min(MAX_LISTED, candidates.size())));
            lines.accept(SafeText.line(name + " may be " + list) + "; choose with %board");
        }
    }

    private List<String> candidates(List<String> addresses, String name) {
        Set<String> fitting = new TreeSet<>();
        for (String member : context.members(name)) {
            fitting.addAll(BoardNames.candidates(addresses, settings().named().address(member)));
        }
        return List.copyOf(fitting);
    }

    private void select(BrokerSession session, List<String> addresses, String label) {
        try {
            List<Board> boards = new ArrayList<>();
            for (String address : addresses) {
                boards.add(session.board(address));
            }
            context.select(new Selection(boards, label));
            promptChanged.run();
        } catch (BadOptionException e) {
            lines.accept(String.valueOf(ErrorText.of(e).message()));
        }
    }
}
