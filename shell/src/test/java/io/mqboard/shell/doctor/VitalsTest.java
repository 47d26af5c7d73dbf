package io.mqboard.shell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardErrorException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What boards answer when they are asked how they are. */
class VitalsTest {
    private static final long NOW = Instant.parse("2026-11-22T14:00:00Z").toEpochMilli();

    @Test
    void clockOfEitherEpoch_isCompared() throws Exception {
        long since1970 = NOW / 1000;
        long since2000 = since1970 - Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
        assertEquals(
                500,
                Vitals.parse("(None, 81234, 20000, " + since1970 + ", 1970)\n", NOW)
                        .skewMillis());
        Vitals vitals = Vitals.parse("(0, 81234, 20000, " + (since2000 + 7) + ", 2000)\r\n", NOW);
        assertEquals(7500, vitals.skewMillis());
        assertEquals(81_234, vitals.freeBytes());
        assertTrue(vitals.clockIsSet());
    }

    @Test
    void clockThatNobodyHasSet_isSeen() throws Exception {
        assertFalse(Vitals.parse("(0, 1, 2, 812, 2000)", NOW).clockIsSet());
    }

    @Test
    void answerOfAStranger_isAnError() {
        assertThrows(BoardErrorException.class, () -> Vitals.parse("(0, 1, 2, 'x', 2000)", NOW));
        assertThrows(BoardErrorException.class, () -> Vitals.parse("", NOW));
    }
}
