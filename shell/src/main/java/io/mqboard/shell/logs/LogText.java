package io.mqboard.shell.logs;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Log lines as text. */
public final class LogText {
    private static final String RESET = "\u001b[0m";
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final boolean color;
    private final boolean withBoard;
    private final LocalSources sources;

    /**
     * A way to show lines.
     *
     * @param color whether with colours
     * @param withBoard whether each line says of which board it is
     * @param sources where files are looked for that tracebacks name
     */
    public LogText(boolean color, boolean withBoard, LocalSources sources) {
        this.color = color;
        this.withBoard = withBoard;
        this.sources = sources;
    }

    /** One line without a line end. */
    public String of(LogLine line) {
        if (line.mark()) {
            String board = withBoard && !line.board().isEmpty() && !line.text().startsWith(line.board())
                    ? line.board() + ": "
                    : "";
            return styled("1", "---- " + board + line.text() + " ----");
        }
        LogLevel level = line.level();
        String name = line.name().isEmpty() ? "" : line.name() + ": ";
        String said = (level == null ? "" : level.letter() + " ") + name + line.text();
        String place = sources.place(line.text());
        return styled("2", time(line)) + " " + (withBoard ? line.board() + " " : "")
                + (level == null ? said : styled(level.color(), said))
                + (place == null ? "" : styled("2", "  -> ") + styled("4", place));
    }

    /** How many lines were not shown. */
    public String missed(long count) {
        return styled("2", "... " + count + " lines not shown; %logs --since 1m shows what was kept");
    }

    private String styled(String parameters, String text) {
        return color ? "\u001b[" + parameters + "m" + text + RESET : text;
    }

    /** The board's clock; how long after its start, while it has none; else when the line came, in UTC as the boards' clocks. */
    private static String time(LogLine line) {
        if (line.hasClock()) {
            return line.time();
        }
        return line.time().isEmpty() ? CLOCK.format(line.received()) : sinceBoot(Long.parseLong(line.time()));
    }

    /** As wide as a time of day up to a day. */
    private static String sinceBoot(long millis) {
        return String.format(
                Locale.ROOT, "%12s", String.format(Locale.ROOT, "+%d.%03ds", millis / 1000, millis % 1000));
    }

    /** The line for a file: with the day and the moment at which it came. */
    static String forFile(LogLine line) {
        if (line.mark()) {
            return line.received() + " ---- " + line.text() + " ----";
        }
        LogLevel level = line.level();
        return line.received() + " " + (level == null ? "-" : level.letter()) + " "
                + (line.time().isEmpty() ? "-" : line.time()) + " "
                + (line.name().isEmpty() ? "" : line.name() + ": ")
                + line.text() + (line.number() == 0 ? "" : "\t#" + line.number());
    }

    /** The line as an object; {@code mqboard(1)} describes it. */
    public static JsonObject json(LogLine line) {
        JsonObject object = new JsonObject();
        object.addProperty("board", line.board());
        // A line that the board has kept is older than its arrival.
        object.addProperty(
                "received",
                line.received().equals(Instant.EPOCH) ? null : line.received().toString());
        LogLevel level = line.level();
        if (line.mark()) {
            object.addProperty("mark", line.text());
        } else {
            object.addProperty("level", level == null ? null : level.word());
            object.addProperty("time", line.time().isEmpty() ? null : line.time());
            object.addProperty("logger", line.name().isEmpty() ? null : line.name());
            object.addProperty("text", line.text());
            object.addProperty("number", line.number() == 0 ? null : line.number());
        }
        return object;
    }
}
