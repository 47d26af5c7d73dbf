package io.mqboard.shell.output;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns as wide as they need; the last column is not filled up. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();
    private int[] widths = {};

    /** Adds a row. */
    public void row(String... cells) {
        if (widths.length < cells.length) {
            widths = java.util.Arrays.copyOf(widths, cells.length);
        }
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].codePointCount(0, cells[i].length()));
        }
        rows.add(cells);
    }

    /** Prints all rows. */
    public void print(Output output) {
        for (String[] cells : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                line.append(i == 0 ? "" : "  ").append(cells[i]);
                if (i + 1 < cells.length) {
                    line.append(" ".repeat(widths[i] - cells[i].codePointCount(0, cells[i].length())));
                }
            }
            output.println(line.toString());
        }
    }
}
