package io.mqboard.shell.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextChartTest {
    private static Series series(String name, double... values) {
        Series series = new Series(name);
        for (double value : values) {
            series.add(value);
        }
        return series;
    }

    @Test
    void ramp_goesFromTheLowestToTheHighest() {
        List<String> lines =
                new TextChart(20, 4, false).lines(List.of(series("a", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
        assertEquals(4, lines.size());
        assertTrue(lines.get(0).startsWith("11 |"), lines::toString);
        assertTrue(lines.get(2).startsWith(" 0 |"), lines::toString);
        assertEquals("a 11", lines.get(3));
        int top = lines.get(0).codePointAt(lines.get(0).length() - 1) - 0x2800;
        int bottom = lines.get(2).codePointAt(4) - 0x2800;
        // The last number is the uppermost right dot, the first one the lowest left dot.
        assertTrue((top & 0x08) != 0, lines::toString);
        assertTrue((bottom & 0x40) != 0, lines::toString);
    }

    @Test
    void nothingAndGapsAndOneValue_areDrawn() {
        assertEquals(
                "a -", new TextChart(30, 5, false).lines(List.of(series("a"))).get(4));
        List<String> gap = new TextChart(30, 5, false).lines(List.of(series("a", 1, Double.NaN, 1)));
        assertTrue(gap.get(0).startsWith("2 |") && gap.get(3).startsWith("0 |"), gap::toString);
    }

    @Test
    void manyNumbers_theLastOnesFit_inEveryWidth() {
        Series many = new Series("a");
        for (int i = 0; i < 10_000; i++) {
            many.add(Math.sin(i / 10.0) * 1e6);
        }
        for (int columns = 20; columns < 100; columns += 7) {
            int width = columns;
            for (String line : new TextChart(columns, 10, false).lines(List.of(many))) {
                assertTrue(line.length() <= width, () -> width + ": " + line);
            }
        }
    }

    @Test
    void labels_areShort() {
        assertEquals("12", Scale.label(12));
        assertEquals("0.3333", Scale.label(1 / 3.0));
        assertEquals("1.23e+12", Scale.label(1.23e12 + 0.5));
        assertEquals("-", Scale.label(Double.NaN));
    }
}
