package io.mqboard.shell.top;

import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.Canvas;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The live table of boards. */
public final class Top {
    private static final int CONTROL_C = 3;
    private static final Duration REDRAW = Duration.ofSeconds(1);
    private static final long FIRST_ANSWERS_MILLIS = 3000;

    private final Context context;
    private final BrokerSession session;
    private final List<String> names;
    private final Duration every;
    private final TopTable table;
    private final Map<String, BoardPulse> pulses = new HashMap<>();

    /**
     * A table.
     *
     * @param names parts or globs of addresses
     * @param every how often each board is asked
     */
    public Top(Context context, BrokerSession session, List<String> names, Duration every) {
        this.context = context;
        this.session = session;
        this.names = names;
        this.every = every;
        table = new TopTable(context.output().color());
    }

    /** Asks all boards and prints the table, without waiting for those that do not answer soon. */
    public void once() throws MqboardException {
        context.await(ask().completeOnTimeout(null, FIRST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS));
        List<TopRow> rows = rows();
        if (context.settings().json()) {
            table.sorted(rows).forEach(row -> context.output().json(row.json()));
        } else {
            table.lines(rows).forEach(context.output()::println);
        }
    }

    /** Shows it until q or Ctrl-C is pressed. */
    public void run(Canvas canvas) throws MqboardException {
        int key = Canvas.NO_KEY;
        while (key != 'q' && key != CONTROL_C && key != Canvas.END) {
            var unused = ask();
            canvas.draw(screen(canvas.rows()));
            key = canvas.key(REDRAW);
            boolean sorting = table.key(key);
            if (sorting) {
                canvas.draw(screen(canvas.rows()));
            }
        }
    }

    private List<String> screen(int height) throws MqboardException {
        List<TopRow> rows = rows();
        List<String> lines = table.lines(rows);
        long online = rows.stream().filter(TopRow::online).count();
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        lines.add(0, context.settings().broker() + ": " + rows.size() + " boards, " + online + " online, " + now);
        int room = Math.max(1, height - 1);
        if (lines.size() > room) {
            int hidden = lines.size() - room + 1;
            lines = new ArrayList<>(lines.subList(0, room - 1));
            lines.add("... " + hidden + " more");
        }
        while (lines.size() < room) {
            lines.add("");
        }
        lines.add(table.footer());
        return lines;
    }

    private List<BoardStatus> boards() {
        return session.boards().stream()
                .filter(status -> names.stream().anyMatch(name -> BoardNames.matches(status.address(), name)))
                .toList();
    }

    private List<TopRow> rows() throws MqboardException {
        List<TopRow> rows = new ArrayList<>();
        for (BoardStatus status : boards()) {
            BoardPulse pulse = pulse(status);
            rows.add(TopRow.of(
                    status,
                    pulse.heap(status),
                    pulse.micros(),
                    context.logs().store().lastWarning(status.address()).orElse(null)));
        }
        return rows;
    }

    private BoardPulse pulse(BoardStatus status) throws MqboardException {
        BoardPulse known = pulses.get(status.address());
        if (known == null) {
            known = new BoardPulse(session.board(status.address()));
            pulses.put(status.address(), known);
        }
        return known;
    }

    /** Asks whoever is on line and was not asked for a while. */
    private CompletableFuture<Void> ask() throws MqboardException {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (BoardStatus status : boards()) {
            if (status.online()) {
                answers.add(pulse(status).ask(System.nanoTime(), every.toNanos()));
            }
        }
        return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]));
    }
}
