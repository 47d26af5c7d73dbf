package io.mqboard.shell.logs;

import io.mqboard.shell.output.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a board's log, or a mark that this program puts between lines. All text is harmless on a terminal.
 *
 * @param board the board's address
 * @param received when this program got it
 * @param mark whether it is a mark
 * @param level how serious it is; null if it does not say, and for a mark
 * @param time the board's time as sent, {@code HH:MM:SS.mmm} or milliseconds since its boot; empty if unknown
 * @param name the logger; empty if it does not say
 * @param text what is said
 * @param number its number in this life of the board; 0 if it has none
 */
public record LogLine(
        String board,
        Instant received,
        boolean mark,
        @Nullable LogLevel level,
        String time,
        String name,
        String text,
        long number) {
    /** More of a line is not kept. Boards send at most 200 characters of text. */
    public static final int MAX_BYTES = 1024;

    private static final Pattern FORM =
            Pattern.compile("([CEWID]) (\\d{1,2}:\\d\\d:\\d\\d(?:\\.\\d{1,6})?|\\d{1,15}|-) {1,9}([^:]{1,64}): ?(.*)");
    private static final Pattern NUMBER = Pattern.compile("\t#(\\d{1,15})\\s*$");
    private static final Pattern LOST = Pattern.compile("(\\d{1,9}) lines lost");

    /** Reads a line as it was sent: {@code S TIME NAME: TEXT}, a tab and {@code #n}. What looks different is text as a whole. */
    public static LogLine parse(String board, Instant received, byte[] payload) {
        boolean whole = payload.length <= MAX_BYTES;
        String sent = new String(whole ? payload : Arrays.copyOf(payload, MAX_BYTES), StandardCharsets.UTF_8);
        long number = 0;
        Matcher numbered = NUMBER.matcher(sent);
        if (numbered.find()) {
            number = Long.parseLong(numbered.group(1));
            sent = sent.substring(0, numbered.start());
        }
        sent = sent.stripTrailing();
        Matcher form = FORM.matcher(sent);
        if (!form.matches()) {
            return new LogLine(board, received, false, null, "", "", SafeText.line(sent), number);
        }
        LogLevel level = LogLevel.ofLetter(sent.charAt(0));
        String time = form.group(2).equals("-") ? "" : form.group(2);
        String name = SafeText.line(form.group(3).strip());
        return new LogLine(board, received, false, level, time, name, SafeText.line(form.group(4)), number);
    }

    /** Something that happened between two lines. The text has been made safe. */
    public static LogLine mark(String board, Instant received, String text) {
        return new LogLine(board, received, true, null, "", "", text, 0);
    }

    /** How many lines the board itself says are lost, 0 if this line does not speak of that. */
    long saysLost() {
        Matcher lost = LOST.matcher(text);
        return !mark && number == 0 && name.equals("log") && lost.matches() ? Long.parseLong(lost.group(1)) : 0;
    }

    /** Whether the board's clock was set when it was written. */
    public boolean hasClock() {
        return time.indexOf(':') > 0;
    }
}
