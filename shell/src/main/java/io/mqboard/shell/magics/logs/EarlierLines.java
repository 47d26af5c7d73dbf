package io.mqboard.shell.magics.logs;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.logs.LogFilter;
import io.mqboard.shell.logs.LogLine;
import io.mqboard.shell.logs.LogText;
import io.mqboard.shell.magics.boards.CrashRecords;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.MqboardException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What boards have kept of the time before anybody looked. */
final class EarlierLines {
    /** More than a board keeps. */
    private static final int MAX_BYTES = 1 << 16;

    private static final long DAY_SECONDS = 86_400;

    private final Context context;
    private final LogText text;
    private final LogFilter filter;

    EarlierLines(Context context, LogText text, LogFilter filter) {
        this.context = context;
        this.text = text;
        this.filter = filter;
    }

    /**
     * Prints the first lines of this life.
     *
     * @param all without a look at their times and at what this program has kept by itself
     */
    void printBootLogs(List<Board> boards, boolean all) throws MqboardException {
        for (Board board : boards) {
            if (!can(board, "log")) {
                continue;
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            context.await(board.bootLog((channel, bytes) -> {
                if (content.size() + bytes.length <= MAX_BYTES) {
                    content.writeBytes(bytes);
                }
            }));
            Set<Long> kept = all ? Set.of() : kept(board.address());
            for (String line : content.toString(StandardCharsets.UTF_8).split("\n", -1)) {
                print(board, line, kept, all);
            }
        }
    }

    private Set<Long> kept(String board) throws MqboardException {
        Set<Long> numbers = new HashSet<>();
        context.logs().store().lines(line -> line.board().equals(board)).forEach(line -> numbers.add(line.number()));
        return numbers;
    }

    private void print(Board board, String sent, Set<Long> kept, boolean all) {
        if (sent.isBlank()) {
            return;
        }
        Instant now = context.clock().instant();
        LogLine line = LogLine.parse(board.address(), now, sent.getBytes(StandardCharsets.UTF_8));
        if (filter.test(line) && !kept.contains(line.number()) && (all || isRecent(line, now))) {
            show(line);
        }
    }

    /** Whether it was written since the moment that the filter names: only a line with a time of day can tell. */
    private boolean isRecent(LogLine line, Instant now) {
        Instant since = filter.since();
        if (since == null || !line.hasClock()) {
            return false;
        }
        try {
            LocalTime time = LocalTime.parse(line.time().length() == 7 ? "0" + line.time() : line.time());
            long age = (long) now.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() - time.toSecondOfDay();
            // Shortly before midnight is not in the future.
            return !now.minusSeconds(Math.floorMod(age, DAY_SECONDS)).isBefore(since);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void show(LogLine line) {
        if (context.settings().json()) {
            context.output().json(LogText.json(line));
        } else {
            context.output().println(text.of(line));
        }
    }

    /** Prints the last crash of each. */
    void printCrashes(List<Board> boards) throws MqboardException {
        for (Board board : boards) {
            List<JsonObject> records;
            try {
                records = CrashRecords.read(context, board);
            } catch (BoardErrorException e) {
                context.output().note(SafeText.line(board.address() + ": " + e.getMessage()));
                continue;
            }
            if (records.isEmpty()) {
                context.output().note(SafeText.line(board.address()) + " remembers no crash");
            } else {
                crash(board, records.get(records.size() - 1), records.size());
            }
        }
    }

    private void crash(Board board, JsonObject record, int count) {
        String what = SafeText.line(CrashRecords.member(record, "what"));
        String boots = SafeText.line(CrashRecords.member(record, "boots"));
        String more = count == 1 ? "" : "; " + (count - 1) + " more: %crash";
        Instant now = context.clock().instant();
        show(LogLine.mark(board.address(), now, "crash in boot " + boots + ": " + what + more));
        for (String line : CrashRecords.member(record, "trace").stripTrailing().split("\n", -1)) {
            if (!line.isEmpty()) {
                show(LogLine.parse(board.address(), now, line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static boolean can(Board board, String capability) {
        return board.status().map(BoardStatus::capabilities).orElse(List.of()).contains(capability);
    }
}
