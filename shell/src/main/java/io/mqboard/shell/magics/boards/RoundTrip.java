package io.mqboard.shell.magics.boards;

import io.mqboard.shell.command.Context;
import io.mqboard.transport.Board;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;

/**
 * How long a board takes to answer the shortest question there is.
 *
 * @param bestMicros the shortest of the times
 * @param worstMicros the longest
 */
public record RoundTrip(long bestMicros, long worstMicros) {
    private static final int QUESTIONS = 5;

    /** Asks a few times; the first question, for which the board may have to load something, does not count. */
    public static RoundTrip measure(Context context, Board board) throws MqboardException {
        long best = Long.MAX_VALUE;
        long worst = 0;
        for (int i = 0; i <= QUESTIONS; i++) {
            long start = System.nanoTime();
            context.await(board.exec(ExecMode.EXEC, "<status>", "0", (channel, bytes) -> {}));
            long micros = (System.nanoTime() - start) / 1000;
            if (i > 0) {
                best = Math.min(best, micros);
                worst = Math.max(worst, micros);
            }
        }
        return new RoundTrip(best, worst);
    }

    /** Such as {@code 1.2 ms (at most 3.4 ms)}. */
    public String text() {
        return millis(bestMicros) + " ms (at most " + millis(worstMicros) + " ms of " + QUESTIONS + ")";
    }

    /** Such as 1.2. */
    public static String millis(long micros) {
        long tenths = (micros + 50) / 100;
        return tenths / 10 + "." + tenths % 10;
    }
}
