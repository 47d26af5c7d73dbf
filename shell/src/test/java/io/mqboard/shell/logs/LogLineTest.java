package io.mqboard.shell.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What boards of all kinds, and strangers, send as log lines. */
class LogLineTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00.5Z");
    private static final LogText PLAIN = new LogText(false, false, new LocalSources(null));

    private static LogLine line(String sent) {
        return LogLine.parse("lab/one", NOW, sent.getBytes(UTF_8));
    }

    private static String shown(String sent) {
        return PLAIN.of(line(sent));
    }

    @Test
    void lineOfProtocol2_isTakenApart() {
        LogLine line = line("W 14:03:22.107     mqtt: keep-alive; again in 500 ms\t#17");
        assertEquals(LogLevel.WARNING, line.level());
        assertEquals("14:03:22.107", line.time());
        assertEquals("mqtt", line.name());
        assertEquals("keep-alive; again in 500 ms", line.text());
        assertEquals(17, line.number());
        assertEquals("14:03:22.107 W mqtt: keep-alive; again in 500 ms", PLAIN.of(line));
    }

    @Test
    void clockThatIsNotSet_isShownAsTimeSinceTheBoot() {
        assertEquals("    +12.034s I app: hello", shown("I 12034      app: hello\t#1"));
    }

    @Test
    void lineOfProtocol1_hasNoNumber() {
        LogLine line = line("I 14:03:22.107     main: a: b\n");
        assertEquals(0, line.number());
        assertEquals("main", line.name());
        assertEquals("a: b", line.text());
    }

    @Test
    void whatLooksDifferent_isTextAsAWhole_withTheTimeOfItsArrival() {
        LogLine line = line("temperature 21.5");
        assertNull(line.level());
        assertEquals("14:00:00.500 temperature 21.5", PLAIN.of(line));
        assertEquals("14:00:00.500 W log: 42 lines lost", shown("W -      log: 42 lines lost"));
        assertEquals(42, line("W -      log: 42 lines lost").saysLost());
    }

    @Test
    void controlSequences_areHarmless_andColoursAreOurs() {
        assertEquals("14:00:00.500 E x: \\x1b[2J", shown("E -        x: \u001b[2J"));
        LogText coloured = new LogText(true, false, new LocalSources(null));
        assertTrue(coloured.of(line("E -        x: y")).contains("\u001b[1;31mE x: y\u001b[0m"));
    }

    @Test
    void anything_isReadWithoutFailing_andBounded() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] payload = new byte[random.nextInt(3000)];
            random.nextBytes(payload);
            if (i % 2 == 0) {
                byte[] start = "W 123456789012345 a: ".getBytes(UTF_8);
                System.arraycopy(start, 0, payload, 0, Math.min(start.length, payload.length));
            }
            String text = PLAIN.of(LogLine.parse("x", NOW, payload));
            assertTrue(text.length() < 6 * LogLine.MAX_BYTES, () -> "seed " + seed);
            assertFalse(text.chars().anyMatch(c -> c < ' '), () -> "seed " + seed);
        }
    }

    private static LogFilter filter(LogLevel level, List<String> names, String found, String not) {
        return new LogFilter(
                List.of("lab/*"),
                level,
                names,
                found == null ? List.of() : List.of(Pattern.compile(found)),
                not == null ? List.of() : List.of(Pattern.compile(not)),
                null);
    }

    @Test
    void filters_takeLevelLoggerPatternAndBoard() {
        LogLine warning = line("W -     mqtt: keep-alive\t#1");
        assertTrue(filter(LogLevel.WARNING, List.of(), null, null).test(warning));
        assertFalse(filter(LogLevel.ERROR, List.of(), null, null).test(warning));
        assertTrue(filter(null, List.of("mq*"), null, null).test(warning));
        assertFalse(filter(null, List.of("mq"), null, null).test(warning));
        assertTrue(filter(null, List.of(), "keep.alive", null).test(warning));
        assertFalse(filter(null, List.of(), "absent", null).test(warning));
        assertFalse(filter(null, List.of(), null, "mqtt: k").test(warning));
        assertFalse(filter(null, List.of(), null, null)
                .withBoards(List.of("lab/on"))
                .test(warning));
        assertTrue(filter(LogLevel.ERROR, List.of("x"), "y", null).test(LogLine.mark("lab/one", NOW, "was reset")));
    }

    @Test
    void levels_areFoundByNameBeginningAndLetter() {
        assertEquals(LogLevel.WARNING, LogLevel.of("warn"));
        assertEquals(LogLevel.ERROR, LogLevel.of("E"));
        assertNull(LogLevel.of(""));
        assertNull(LogLevel.of("loud"));
        assertEquals("debug", LogLevel.DEBUG.word().toLowerCase(Locale.ROOT));
    }

    @Test
    void gapsInTheNumbers_areTheLinesThatTheBoardHasNotOwnedUpTo() {
        Numbering numbers = new Numbering();
        assertEquals(0, numbers.next(line("I - a: b\t#7")), "nobody knows what came before the first");
        assertEquals(0, numbers.next(line("I - a: b\t#8")));
        assertEquals(-1, numbers.next(line("I - a: b\t#8")), "the same again");
        assertEquals(12, numbers.next(line("I - a: b\t#21")));
        assertEquals(0, numbers.next(line("W -      log: 5 lines lost")));
        assertEquals(0, numbers.next(line("I - a: b\t#27")), "these five are known");
        assertEquals(0, numbers.next(line("I - a: b\t#1")), "another life");
        assertEquals(1, numbers.next(line("I - a: b\t#3")));
    }
}
