package io.mqboard.shell.logs;

import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MessageListener;
import io.mqboard.transport.SessionListener;
import io.mqboard.transport.Subscription;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the log lines of boards from the session, keeps the last ones, and hands them to the views that are open. What was once listened to is
 * listened to until the session ends, so that a later view can look back. Safe for use by many threads.
 */
public final class LogHub {
    /** Boards beyond this many are shown without a look at their numbers, so that nobody can fill the memory with invented ones. */
    static final int MAX_BOARDS = 10_000;

    private static final String TOPIC = "/log";
    private static final int MAX_LEVELS = 8;

    private final BrokerSession session;
    private final InstantSource clock;
    private final LogStore store = new LogStore();
    private final List<LogView> views = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable LogsAbove> above = new AtomicReference<>();
    /** Held while a line is kept and handed on, so that a new view misses none and sees none twice. */
    private final Object publishing = new Object();
    // Guarded by itself.
    private final Map<String, Subscription> listening = new HashMap<>();
    /** Only on the session's delivery thread. */
    private final Map<String, Numbering> numbers = new HashMap<>();

    /** Listens to nothing yet. */
    public LogHub(BrokerSession session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
        session.addListener(new Lives());
    }

    /** What was kept. */
    public LogStore store() {
        return store;
    }

    /** Listens to one board, whose address is known. Done when the broker has granted it. */
    public CompletableFuture<Void> listenTo(String board) throws BadOptionException {
        return listenOn(board + TOPIC);
    }

    /** Listens to the boards of all depths. Done when the broker has granted it. */
    public CompletableFuture<Void> listenToAll() throws BadOptionException {
        CompletableFuture<?>[] all = new CompletableFuture<?>[MAX_LEVELS];
        for (int levels = 1; levels <= MAX_LEVELS; levels++) {
            all[levels - 1] = listenOn("+/".repeat(levels - 1) + "+" + TOPIC);
        }
        return CompletableFuture.allOf(all);
    }

    /** Listens to any topic filter. Done when the broker has granted it. */
    public CompletableFuture<Void> listenOn(String filter) throws BadOptionException {
        synchronized (listening) {
            Subscription known = listening.get(filter);
            if (known == null) {
                known = session.subscribe(filter, new Taker());
                listening.put(filter, known);
            }
            return known.granted();
        }
    }

    /** Opens a view of lines that come from now on, and of those that were kept since a moment if the filter names one. */
    public LogView open(LogFilter filter) {
        LogView view = new LogView(filter, views::remove);
        synchronized (publishing) {
            if (filter.since() != null) {
                store.lines(filter).forEach(view::offer);
            }
            views.add(view);
        }
        return view;
    }

    /** Shows lines above the prompt from now on, in place of those that were shown there before; null shows none. */
    public void showAbove(@Nullable LogsAbove next) {
        LogsAbove before = above.getAndSet(next);
        if (before != null) {
            before.close();
        }
    }

    /** Whether lines are shown above the prompt. */
    public boolean isShownAbove() {
        return above.get() != null;
    }

    /** Whether somebody is shown what happens to a board. */
    public boolean isWatched(String board) {
        return views.stream().anyMatch(view -> view.filter().ofBoard(board));
    }

    private void publish(LogLine line) {
        synchronized (publishing) {
            store.add(line);
            views.forEach(view -> view.offer(line));
            if (isShownAbove()) {
                store.read();
            }
        }
    }

    private void mark(String board, String text) {
        publish(LogLine.mark(board, clock.instant(), text));
    }

    private @Nullable Numbering numbering(String board) {
        Numbering known = numbers.get(board);
        if (known == null && numbers.size() < MAX_BOARDS) {
            known = new Numbering();
            numbers.put(board, known);
        }
        return known;
    }

    /** Lines. On the delivery thread. */
    private final class Taker implements MessageListener {
        @Override
        public void message(String topic, byte[] payload, boolean retained) {
            String board =
                    SafeText.line(topic.endsWith(TOPIC) ? topic.substring(0, topic.length() - TOPIC.length()) : topic);
            LogLine line = LogLine.parse(board, clock.instant(), payload);
            Numbering numbering = numbering(board);
            long missing = numbering == null ? 0 : numbering.next(line);
            if (missing < 0) {
                return;
            }
            if (missing > 0) {
                mark(board, missing == 1 ? "1 line lost" : missing + " lines lost");
            }
            publish(line);
        }

        /** Of which boards they were nobody knows, so gaps in their numbers say nothing any more. */
        @Override
        public void lost(long count) {
            numbers.values().forEach(Numbering::reset);
            mark("", count + " lines came too fast and are lost");
        }
    }

    /** What happens to boards. On the delivery thread. */
    private final class Lives implements SessionListener {
        @Override
        public void boardChanged(BoardStatus status, @Nullable BoardStatus before) {
            if (before == null) {
                return;
            }
            String board = SafeText.line(status.address());
            String reason = status.reason().isEmpty() ? "" : ": " + SafeText.line(status.reason());
            String mode = status.mode().equals("normal") ? "" : ", " + SafeText.line(status.mode()) + " mode";
            boolean anew = !status.bootId().isEmpty()
                    && !before.bootId().isEmpty()
                    && !status.bootId().equals(before.bootId());
            if (status.online() && anew) {
                Numbering numbering = numbers.get(board);
                if (numbering != null) {
                    numbering.reset();
                }
                mark(board, board + " was reset" + reason + mode + crashes(status));
            } else if (status.online() != before.online()) {
                mark(board, board + (status.online() ? " is online again" : " went offline" + reason));
            }
        }

        private String crashes(BoardStatus status) {
            String crashes = status.members().getOrDefault("crashes", "");
            return crashes.isEmpty() ? "" : "; crash records: " + SafeText.line(crashes) + " (%crash shows them)";
        }
    }
}
