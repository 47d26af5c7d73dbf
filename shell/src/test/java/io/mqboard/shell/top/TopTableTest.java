package io.mqboard.shell.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.logs.LogLine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of boards, without a terminal. */
class TopTableTest {
    private static final LogLine HOT =
            LogLine.parse("a", Instant.EPOCH.plusSeconds(5), "W 14:00:00.000 app: hot\t#1".getBytes(UTF_8));
    private static final TopRow A =
            new TopRow("demo/a", true, "normal", "0.2.0", List.of(80_000L, 60_000L, 70_000L), "-61", 12_340, HOT);
    private static final TopRow B = new TopRow("demo/bee", false, "safe", "0.1.0", List.of(), "", -1, null);
    private static final TopRow C = new TopRow("demo/c", true, "normal", "0.2.0", List.of(9_000L), "", 800, null);

    private final TopTable table = new TopTable(false);

    private List<String> order() {
        return table.sorted(List.of(C, A, B)).stream().map(TopRow::board).toList();
    }

    @Test
    void rows_standInColumns() {
        assertEquals(
                List.of(
                        "BOARD     STATE    MODE    VERSION   FREE HEAP           RSSI       TRIP  WARNING",
                        "demo/a    online   normal  0.2.0     70.0 KB  █▁▄         -61    12.3 ms  app: hot",
                        "demo/bee  offline  safe    0.1.0     -                      -          -"),
                table.lines(List.of(B, A)));
    }

    @Test
    void keys_sort_andTheSameAgainReverses() {
        assertEquals(List.of("demo/a", "demo/bee", "demo/c"), order());
        assertTrue(table.key('b'));
        assertEquals(List.of("demo/c", "demo/bee", "demo/a"), order());
        assertTrue(table.key('h'));
        assertEquals(List.of("demo/bee", "demo/c", "demo/a"), order());
        assertTrue(table.key('t'));
        assertEquals(List.of("demo/a", "demo/c", "demo/bee"), order());
        assertTrue(table.key('w'));
        assertEquals("demo/a", order().get(0));
        assertFalse(table.key('x'));
        assertTrue(table.footer().startsWith("by warning"));
    }

    @Test
    void sparkline_isBetweenLeastAndGreatest() {
        assertEquals("▁█", TopTable.spark(List.of(1L, 2L)));
        assertEquals("▅▅", TopTable.spark(List.of(3L, 3L)));
        assertEquals("", TopTable.spark(List.of()));
    }
}
