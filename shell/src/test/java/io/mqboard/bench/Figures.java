package io.mqboard.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Medians, and interleaved measuring: whatever else the machine does meets both sides alike. */
final class Figures {
    private Figures() {}

    /** Milliseconds of each of {@code count} runs of two actions in turn; [0] is the first one's, sorted. */
    static double[][] interleaved(int count, Callable<?> first, Callable<?> second) throws Exception {
        double[][] millis = new double[2][count];
        for (int i = 0; i < count; i++) {
            boolean swapped = i % 2 == 1;
            millis[swapped ? 1 : 0][i] = millis(swapped ? second : first);
            millis[swapped ? 0 : 1][i] = millis(swapped ? first : second);
        }
        Arrays.sort(millis[0]);
        Arrays.sort(millis[1]);
        return millis;
    }

    static double millis(Callable<?> action) throws Exception {
        long start = System.nanoTime();
        action.call();
        return (System.nanoTime() - start) / 1e6;
    }

    static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    /** Two to three digits that matter. */
    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
