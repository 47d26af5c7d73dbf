package io.mqboard.shell.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people. */
public final class Units {
    private static final String[] SIZES = {"B", "KB", "MB", "GB"};

    private Units() {}

    /** Such as 912 B, 12.3 KB, 1.5 MB; thousands, not 1024. */
    public static String bytes(long count) {
        return amount((double) count);
    }

    /** Such as 46.2 KB/s. */
    public static String rate(double bytesPerSecond) {
        return amount(bytesPerSecond) + "/s";
    }

    private static String amount(double count) {
        int unit = 0;
        double value = count;
        while (value >= 999.5 && unit < SIZES.length - 1) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 || value >= 99.95 ? String.valueOf(Math.round(value)) : tenths(value)) + " " + SIZES[unit];
    }

    /** Such as 0.31 s, 12.4 s, 3 min. */
    public static String seconds(double seconds) {
        if (seconds < 1) {
            return seconds >= 0.995 ? "1.0 s" : hundredths(seconds) + " s";
        }
        return seconds < 99.95 ? tenths(seconds) + " s" : Math.round(seconds / 60) + " min";
    }

    /** How long ago: now, 12 s, 3 min, 5 h, 2 d. */
    public static String ago(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 2) {
            return "now";
        }
        if (seconds < 120) {
            return seconds + " s ago";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min ago";
        }
        return seconds < 172_800 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
    }

    /** Such as 12,000. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    private static String hundredths(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10;
    }
}
