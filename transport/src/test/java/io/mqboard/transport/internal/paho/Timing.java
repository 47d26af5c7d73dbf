package io.mqboard.transport.internal.paho;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Measures how long links take to connect and to close. */
final class Timing {
    private static final System.Logger LOG = System.getLogger("timing");

    private Timing() {}

    /** Makes a link that is not started. */
    interface Maker {
        LinkHarness make() throws Exception;
    }

    /** Connects and closes so often, logs the medians, and fails above a limit that only a blunder reaches. */
    static void check(String what, int times, int limitMillis, Maker maker) throws Exception {
        long[] connect = new long[times];
        long[] close = new long[times];
        for (int i = 0; i < times; i++) {
            LinkHarness harness = maker.make();
            long start = System.nanoTime();
            harness.connected();
            long middle = System.nanoTime();
            harness.close();
            connect[i] = middle - start;
            close[i] = System.nanoTime() - middle;
        }
        double connectMillis = median(connect);
        double closeMillis = median(close);
        LOG.log(System.Logger.Level.INFO, "{0}: {1} ms, close {2} ms", what, connectMillis, closeMillis);
        assertTrue(connectMillis < limitMillis, what + " takes " + connectMillis + " ms");
        assertTrue(closeMillis < limitMillis, "closing takes " + closeMillis + " ms");
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return (double) nanos[nanos.length / 2] / TimeUnit.MILLISECONDS.toNanos(1);
    }
}
