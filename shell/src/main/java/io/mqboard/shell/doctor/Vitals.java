package io.mqboard.shell.doctor;

import io.mqboard.shell.command.Context;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener.Channel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a board's Python says of its heap and its clock.
 *
 * @param freeBytes free heap after a collection
 * @param usedBytes heap in use
 * @param skewMillis how far its clock is ahead of ours
 * @param clockIsSet whether somebody has set it
 */
record Vitals(long freeBytes, long usedBytes, long skewMillis, boolean clockIsSet) {
    /** The epoch of a port is 1970 or 2000. */
    static final String SOURCE =
            "(lambda g,t:(g.collect(),g.mem_free(),g.mem_alloc(),t.time(),t.gmtime(0)[0]))(__import__('gc'),__import__('time'))";

    private static final Pattern FORM =
            Pattern.compile("\\([^,]{1,20}, (\\d{1,12}), (\\d{1,12}), (-?\\d{1,12})(?:\\.\\d*)?, (\\d{4})\\)\\s*");
    private static final int MAX_BYTES = 1000;
    private static final int FIRST_YEAR = 2024;

    static Vitals measure(Context context, Board board) throws MqboardException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        long before = context.clock().millis();
        context.await(board.exec(ExecMode.EVAL, "<doctor>", SOURCE, (channel, bytes) -> {
            if (channel == Channel.VALUE && answer.size() + bytes.length <= MAX_BYTES) {
                answer.writeBytes(bytes);
            }
        }));
        long middle = (before + context.clock().millis()) / 2;
        return parse(answer.toString(StandardCharsets.UTF_8), middle);
    }

    static Vitals parse(String answer, long nowMillis) throws BoardErrorException {
        Matcher form = FORM.matcher(answer);
        if (!form.matches()) {
            throw new BoardErrorException("bad-answer", "an unexpected answer: " + SafeText.line(answer));
        }
        LocalDate epoch = LocalDate.of(Integer.parseInt(form.group(4)), 1, 1);
        long seconds = epoch.atStartOfDay(ZoneOffset.UTC).toEpochSecond() + Long.parseLong(form.group(3));
        long firstSecond =
                LocalDate.of(FIRST_YEAR, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        // A board tells whole seconds: the middle of the one that it is in.
        long skew = seconds * 1000 + 500 - nowMillis;
        return new Vitals(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), skew, seconds >= firstSecond);
    }
}
