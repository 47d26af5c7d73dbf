package io.mqboard.shell.magics.measure;

import java.util.Locale;

/** Times as Python people write them. */
final class Microseconds {
    private Microseconds() {}

    /** Such as {@code 12.3 us}, {@code 4.56 ms}, {@code 1.2 s}: three digits that say something. */
    static String text(double micros) {
        if (micros >= 60_000_000) {
            return digits(micros / 60_000_000) + " min";
        }
        if (micros >= 1_000_000) {
            return digits(micros / 1_000_000) + " s";
        }
        return micros >= 1000 ? digits(micros / 1000) + " ms" : digits(micros) + " us";
    }

    private static String digits(double value) {
        int places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
