package io.mqboard.shell.terminal;

import io.mqboard.shell.output.BarLine;
import io.mqboard.shell.output.ProgressFactory;
import java.util.function.LongSupplier;

/** Shows each transfer as a bar on the last line, redrawn at most ten times a second. */
public final class ProgressBars implements ProgressFactory {
    private static final long REDRAW_NANOS = 100_000_000;
    /** How fast the shown rate follows the real one. */
    private static final double SMOOTHING_NANOS = 2e9;

    private final BarLine screen;
    private final LongSupplier nanoTime;

    /** Bars on this line, by this clock. */
    public ProgressBars(BarLine screen, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
    }

    @Override
    public Transfer start(String label) {
        return new Bar(label);
    }

    private final class Bar implements Transfer {
        // All below is guarded by this.
        private String label;
        private long firstNanos;
        private long drawnNanos;
        private long drawnBytes = -1;
        private double rate;
        private boolean closed;

        Bar(String label) {
            this.label = label;
        }

        @Override
        public synchronized void moved(long doneBytes, long totalBytes, long resumedBytes) {
            long now = nanoTime.getAsLong();
            if (drawnBytes < 0) {
                // What came before, the hash of the file for one, says nothing about the rate.
                firstNanos = now;
                drawnNanos = now;
                drawnBytes = Math.max(doneBytes, resumedBytes);
            }
            if (closed || now - drawnNanos < REDRAW_NANOS) {
                return;
            }
            follow(Math.max(0, doneBytes - drawnBytes) * 1e9 / (now - drawnNanos), now);
            drawnNanos = now;
            drawnBytes = doneBytes;
            screen.bar(new BarText(label, doneBytes, totalBytes, resumedBytes, rate).fit(screen.columns()));
        }

        @Override
        public synchronized void label(String newLabel) {
            label = newLabel;
        }

        @Override
        public synchronized void close() {
            closed = true;
            screen.bar("");
        }

        /** The mean of all so far in the first seconds, then one that forgets what is older. */
        private void follow(double latest, long now) {
            double part = now - drawnNanos;
            double weight = part / Math.max(part, Math.min((double) (now - firstNanos), SMOOTHING_NANOS));
            rate += weight * (latest - rate);
        }
    }
}
