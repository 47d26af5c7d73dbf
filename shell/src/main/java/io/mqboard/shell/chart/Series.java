package io.mqboard.shell.chart;

import java.util.ArrayDeque;
import java.util.Deque;

/** Numbers of one board in order; the oldest go when they are too many. */
public final class Series {
    /** Enough for any screen and any picture. */
    private static final int MAX_POINTS = 4000;

    private final String name;
    private final Deque<Double> values = new ArrayDeque<>();

    /** An empty series. The name has been made safe. */
    public Series(String name) {
        this.name = name;
    }

    /** What the numbers belong to. */
    public String name() {
        return name;
    }

    /** Adds a number; one that is not finite is a gap. */
    public void add(double value) {
        values.addLast(value);
        if (values.size() > MAX_POINTS) {
            values.removeFirst();
        }
    }

    /** The last numbers, at most so many. */
    public double[] last(int count) {
        return values.stream()
                .skip(Math.max(0, values.size() - count))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The number that came last; not a number if there is none. */
    public double latest() {
        Double value = values.peekLast();
        return value == null ? Double.NaN : value;
    }
}
