package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.output.ProgressFactory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {
    private long now = 1;

    @Test
    void bar_showsAllWhereThereIsRoom() {
        BarText bar = new BarText("main.py", 600_000, 1_500_000, 100_000, 200_000);
        assertEquals("main.py [======>        ]  40% 200 KB/s 0:05 (resumed at 100 KB)", bar.fit(64));
    }

    @Test
    void bar_onNarrowTerminal_leavesOutTheLeastImportant() {
        BarText bar = new BarText("a/long/name/main.py", 600_000, 1_500_000, 100_000, 200_000);
        assertEquals("a/long/name/main.py  40% 200 KB/s 0:05", bar.fit(38));
        assertEquals(".../main.py  40% 200 KB/s", bar.fit(25));
        assertEquals("...main.py  40%", bar.fit(15));
        assertEquals("  40%", bar.fit(5));
        for (int columns = 5; columns < 200; columns++) {
            assertTrue(bar.fit(columns).length() <= columns, bar.fit(columns));
        }
    }

    @Test
    void bar_ofUnknownSize_showsBytes() {
        assertEquals("x 12 B", new BarText("x", 12, -1, 0, 0).fit(80));
        assertEquals("x 1.5 MB 999 B/s", new BarText("x", 1_500_000, -1, 0, 999).fit(80));
    }

    @Test
    void bar_atItsEnds() {
        assertEquals("x [========] 100%", new BarText("x", 10, 10, 0, 0).fit(17));
        assertEquals("x 100%", new BarText("x", 0, 0, 0, 0).fit(80));
        assertEquals("x   0%", new BarText("x", 0, 10, 0, 0).fit(10));
    }

    @Test
    void size_hasFewDigits() {
        assertEquals("0 B", BarText.size(0));
        assertEquals("999 B", BarText.size(999));
        assertEquals("1.0 KB", BarText.size(1000));
        assertEquals("100 KB", BarText.size(99_950));
        assertEquals("1.0 MB", BarText.size(999_600));
    }

    private String drawn(VirtualScreen glass) {
        return glass.text();
    }

    @Test
    void bar_isRedrawnAtMostTenTimesASecond_andTakenAway() throws IOException {
        try (VirtualScreen glass = new VirtualScreen(60, 5, "xterm")) {
            ProgressFactory bars = new ProgressBars(new Screen(glass.terminal(), false), () -> now);
            ProgressFactory.Transfer transfer = bars.start("main.py");
            transfer.moved(0, 100, 0);
            assertEquals("", drawn(glass));
            now += 100_000_000;
            transfer.moved(20, 100, 0);
            assertTrue(drawn(glass).startsWith("main.py ["), drawn(glass));
            assertTrue(drawn(glass).endsWith("20% 200 B/s 0:01"), drawn(glass));
            String before = glass.written();
            now += 99_000_000;
            transfer.moved(99, 100, 0);
            assertEquals(before, glass.written());
            transfer.close();
            assertEquals("", drawn(glass));
            transfer.moved(100, 100, 0);
            assertEquals("", drawn(glass));
        }
    }

    @Test
    void linesPrintedMeanwhile_standAboveTheBar() throws Exception {
        try (VirtualScreen glass = new VirtualScreen(60, 5, "xterm")) {
            Screen screen = new Screen(glass.terminal(), false);
            screen.bar("x  40%");
            screen.print("note\n", Screen.Style.PLAIN);
            screen.above("board y went offline", Screen.Style.FAINT);
            assertEquals("note\nboard y went offline\nx  40%", drawn(glass));
            screen.endCommand();
            assertEquals("note\nboard y went offline", drawn(glass));
        }
    }

    @Test
    void dumbTerminal_hasNoBar() throws IOException {
        try (VirtualScreen glass = new VirtualScreen(60, 5, "dumb")) {
            Screen screen = new Screen(glass.terminal(), true);
            screen.bar("x  40%");
            screen.print("text\n", Screen.Style.ERROR);
            assertEquals("text\r\n", glass.written());
            assertFalse(screen.color());
        }
    }
}
