package io.mqboard.shell.script.language;

import io.mqboard.shell.cli.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as they are written: {@code 500ms}, {@code 2s}, {@code 1.5m}, {@code 1h}; a bare number is seconds. */
public final class Lengths {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|)");

    private Lengths() {}

    /** The milliseconds of a length. */
    public static long millis(String text) throws UsageException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UsageException(text + " is no length of time; write 500ms, 2s, 1.5m or 1h");
        }
        String number = form.group(1);
        double unit = switch (form.group(2)) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
        };
        return Math.round(Double.parseDouble(number) * unit);
    }
}
