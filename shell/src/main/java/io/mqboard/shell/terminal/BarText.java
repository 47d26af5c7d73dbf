package io.mqboard.shell.terminal;

import java.util.Locale;

/**
 * A progress bar as one line of text.
 *
 * @param label what moves
 * @param doneBytes bytes arrived, {@code resumedBytes} included
 * @param totalBytes size of the whole, -1 while unknown
 * @param resumedBytes bytes that had arrived earlier
 * @param bytesPerSecond the rate, 0 while unknown
 */
record BarText(String label, long doneBytes, long totalBytes, long resumedBytes, double bytesPerSecond) {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final int MIN_BAR = 8;
    private static final int MAX_BAR = 40;
    private static final int MIN_LABEL = 8;

    /** The line for a terminal: parts that do not fit are left out, the least important first. */
    String fit(int columns) {
        String end = percent();
        int labelWidth = Math.min(Screen.width(label), MIN_LABEL);
        for (String part : new String[] {rate(), timeLeft(), resumed()}) {
            if (!part.isEmpty() && labelWidth + end.length() + part.length() + 2 <= columns) {
                end += " " + part;
            }
        }
        String shown = cut(label, Math.max(0, columns - end.length() - 1));
        int room = columns - Screen.width(shown) - end.length() - 4;
        String bar = totalBytes > 0 && room >= MIN_BAR ? " " + bar(Math.min(room, MAX_BAR)) : "";
        return shown + bar + " " + end;
    }

    private String percent() {
        if (totalBytes < 0) {
            return size(doneBytes);
        }
        return String.format(Locale.ROOT, "%3d%%", totalBytes == 0 ? 100 : Math.min(100, doneBytes * 100 / totalBytes));
    }

    private String bar(int width) {
        int filled = (int) (Math.min(doneBytes, totalBytes) * width / totalBytes);
        return "[" + "=".repeat(filled) + (filled < width ? ">" + " ".repeat(width - filled - 1) : "") + "]";
    }

    private String rate() {
        return bytesPerSecond > 0 ? size((long) bytesPerSecond) + "/s" : "";
    }

    private String timeLeft() {
        if (bytesPerSecond <= 0 || totalBytes < 0) {
            return "";
        }
        long seconds = (long) Math.ceil(Math.max(0, totalBytes - doneBytes) / bytesPerSecond);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private String resumed() {
        return resumedBytes > 0 ? "(resumed at " + size(resumedBytes) + ")" : "";
    }

    /** Three digits at most before the point, powers of 1000. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** The end of a name says more than its beginning. */
    private static String cut(String label, int width) {
        if (Screen.width(label) <= width) {
            return label;
        }
        if (width < 4) {
            return "";
        }
        int from = 0;
        while (Screen.width(label.substring(from)) > width - 3) {
            from += Character.charCount(label.codePointAt(from));
        }
        return "..." + label.substring(from);
    }
}
