package io.mqboard.shell.chart;

import java.util.ArrayList;
import java.util.List;

/** Draws series in Braille patterns, each of which has two dots in a row and four in a column. */
public final class TextChart {
    private static final int[] COLORS = {36, 33, 32, 35, 34, 31};
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    private static final int BLANK = 0x2800;

    private final int columns;
    private final int rows;
    private final boolean color;

    /** Charts of this size, labels and the line below them included. */
    public TextChart(int columns, int rows, boolean color) {
        this.columns = Math.max(20, columns);
        this.rows = Math.max(4, rows);
        this.color = color;
    }

    /** How many lines a chart has. */
    public int height() {
        return rows;
    }

    /** The lines of a chart of the last numbers. */
    public List<String> lines(List<Series> all) {
        int points = 2 * columns;
        Scale scale = Scale.of(all, points);
        String high = Scale.label(scale.high());
        String low = Scale.label(scale.low());
        int margin = Math.max(high.length(), low.length());
        int width = columns - margin - 2;
        scale = Scale.of(all, 2 * width);
        int height = rows - 1;
        int[][] cells = new int[height][width];
        int[][] owners = new int[height][width];
        for (int i = 0; i < all.size(); i++) {
            draw(all.get(i).last(2 * width), scale, cells, owners, i);
        }
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < height; y++) {
            String label = y == 0 ? Scale.label(scale.high()) : y == height - 1 ? Scale.label(scale.low()) : "";
            lines.add(" ".repeat(Math.max(0, margin - label.length())) + label + " |" + row(cells[y], owners[y]));
        }
        lines.add(legend(all));
        return lines;
    }

    /** Neighbouring numbers are joined by a vertical line. */
    private static void draw(double[] values, Scale scale, int[][] cells, int[][] owners, int owner) {
        int top = 4 * cells.length - 1;
        int before = -1;
        for (int x = 0; x < values.length; x++) {
            if (!Double.isFinite(values[x])) {
                before = -1;
                continue;
            }
            int y = top - (int) Math.round(scale.place(values[x]) * top);
            int end = before < 0 ? y : before + Integer.signum(y - before);
            for (int dot = Math.min(y, end); dot <= Math.max(y, end); dot++) {
                cells[dot / 4][x / 2] |= DOTS[dot % 4][x % 2];
                owners[dot / 4][x / 2] = owner;
            }
            before = y;
        }
    }

    private String row(int[] cells, int[] owners) {
        int end = cells.length;
        while (end > 0 && cells[end - 1] == 0) {
            end--;
        }
        StringBuilder text = new StringBuilder();
        int current = -1;
        for (int x = 0; x < end; x++) {
            if (color && cells[x] != 0 && owners[x] != current) {
                current = owners[x];
                text.append(code(current));
            }
            text.append(cells[x] == 0 ? ' ' : (char) (BLANK + cells[x]));
        }
        return current < 0 ? text.toString() : text.append("\u001b[0m").toString();
    }

    private String legend(List<Series> all) {
        StringBuilder text = new StringBuilder();
        int used = 0;
        for (int i = 0; i < all.size(); i++) {
            Series series = all.get(i);
            String part = (i == 0 ? "" : "  ") + series.name() + " " + Scale.label(series.latest());
            used += part.length();
            if (used > columns) {
                break;
            }
            text.append(color ? code(i) + part + "\u001b[0m" : part);
        }
        return text.toString();
    }

    private static String code(int index) {
        return "\u001b[" + COLORS[index % COLORS.length] + "m";
    }
}
