package io.mqboard.shell.chart;

import java.util.List;
import java.util.Locale;

/**
 * From which number to which an axis goes.
 *
 * @param low the number at its beginning
 * @param high the number at its end, larger
 */
public record Scale(double low, double high) {
    /** The scale of all numbers that are finite, at most so many of each series. */
    public static Scale of(List<Series> all, int count) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series series : all) {
            for (double value : series.last(count)) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (low > high) {
            return new Scale(0, 1);
        }
        double room = low == high ? Math.max(1, Math.abs(low) / 10) : 0;
        return new Scale(low - room, high + room);
    }

    /** Where a number lies, from 0 to 1. */
    public double place(double value) {
        return (value / 2 - low / 2) / (high / 2 - low / 2);
    }

    /** A number in few characters. */
    public static String label(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.valueOf((long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 1e6 || Math.abs(value) < 0.001 ? "%.3g" : "%.4g", value);
    }
}
