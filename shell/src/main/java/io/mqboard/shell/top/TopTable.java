package io.mqboard.shell.top;

import io.mqboard.shell.logs.LogLine;
import io.mqboard.shell.output.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table as lines of text; in which order its rows stand. */
final class TopTable {
    /** What rows can be sorted by, with the key that is pressed for it. */
    enum Order {
        BOARD('b'),
        STATE('s'),
        MODE('m'),
        VERSION('v'),
        HEAP('h'),
        TRIP('t'),
        WARNING('w');

        private final char key;

        Order(char key) {
            this.key = key;
        }

        Comparator<TopRow> comparator() {
            return switch (this) {
                case BOARD -> Comparator.comparing(TopRow::board);
                case STATE -> Comparator.comparing(TopRow::online);
                case MODE -> Comparator.comparing(TopRow::mode);
                case VERSION -> Comparator.comparing(TopRow::version);
                case HEAP -> Comparator.comparingLong(TopRow::free);
                case TRIP -> Comparator.comparingLong(TopRow::micros).reversed();
                case WARNING -> Comparator.comparing(TopTable::warned).reversed();
            };
        }
    }

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String RESET = "\u001b[0m";

    private final boolean color;
    private Order order = Order.BOARD;
    private boolean reversed;

    TopTable(boolean color) {
        this.color = color;
    }

    private static Instant warned(TopRow row) {
        LogLine warning = row.warning();
        return warning == null ? Instant.EPOCH : warning.received();
    }

    /** A key was pressed: sorts by what it stands for, the other way round if it is so already. False if it stands for nothing. */
    boolean key(int key) {
        for (Order each : Order.values()) {
            if (each.key == key) {
                reversed = each == order && !reversed;
                order = each;
                return true;
            }
        }
        return false;
    }

    /** The rows in their order. */
    List<TopRow> sorted(List<TopRow> rows) {
        Comparator<TopRow> comparator = reversed ? order.comparator().reversed() : order.comparator();
        List<TopRow> sorted = new ArrayList<>(rows);
        sorted.sort(comparator.thenComparing(TopRow::board));
        return sorted;
    }

    /** A head and the rows. */
    List<String> lines(List<TopRow> rows) {
        int width = "BOARD".length();
        for (TopRow row : rows) {
            width = Math.max(width, row.board().length());
        }
        String form = "%-" + width + "s  %-7s  %-6s  %-8s  %-17s  %5s  %9s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(styled(
                "1",
                String.format(
                        Locale.ROOT,
                        form,
                        "BOARD",
                        "STATE",
                        "MODE",
                        "VERSION",
                        "FREE HEAP",
                        "RSSI",
                        "TRIP",
                        "WARNING")));
        for (TopRow row : sorted(rows)) {
            LogLine warning = row.warning();
            String line = String.format(
                    Locale.ROOT,
                    form,
                    row.board(),
                    row.online() ? "online" : "offline",
                    orDash(row.mode()),
                    orDash(row.version()),
                    heap(row),
                    orDash(row.rssi()),
                    row.micros() < 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", row.micros() / 1000.0),
                    warning == null ? "" : warning.name() + ": " + warning.text());
            lines.add(styled(row.online() ? (row.mode().equals("normal") ? "0" : "33") : "2", line.stripTrailing()));
        }
        return lines;
    }

    private static String heap(TopRow row) {
        return row.free() < 0 ? "-" : String.format(Locale.ROOT, "%-8s %s", Units.bytes(row.free()), spark(row.heap()));
    }

    /** A bar for each value, between the least and the greatest of them. */
    static String spark(List<Long> values) {
        long least = values.stream().mapToLong(Long::longValue).min().orElse(0);
        long greatest = values.stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (long value : values) {
            long step =
                    greatest == least ? BARS.length() / 2 : (value - least) * (BARS.length() - 1) / (greatest - least);
            bars.append(BARS.charAt((int) step));
        }
        return bars.toString();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private String styled(String parameters, String text) {
        return color && !parameters.equals("0") ? "\u001b[" + parameters + "m" + text + RESET : text;
    }

    /** How it is sorted, and the keys. */
    String footer() {
        return "by " + order.name().toLowerCase(Locale.ROOT) + (reversed ? ", reversed" : "")
                + "; keys: b s m v h t w sort, q leaves";
    }
}
