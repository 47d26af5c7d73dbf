package io.mqboard.shell.python;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the lines of a traceback the numbers that they have in what the user wrote. Source with a top-level await is sent with lines before
 * it; the name under which it is sent says so, because a function that is defined there is called later, when nobody knows any more.
 */
public final class TracebackLines {
    private static final String MARK = "@" + AwaitWrapper.LINES_BEFORE + "\", line ";
    private static final Pattern FRAME =
            Pattern.compile(Pattern.quote(MARK) + "(\\d{1,8})(?:, in " + AwaitWrapper.FUNCTION + "(?=\\r?\\n|$))?");

    private String begun = "";

    /** The name under which {@link PythonSource#wrapped() wrapped} source is to be sent. */
    public static String mark(String name) {
        return name + "@" + AwaitWrapper.LINES_BEFORE;
    }

    /** What can be shown after a piece more has come: a line that has only begun waits for its end. */
    public String next(String piece) {
        String text = begun + piece;
        int end = text.lastIndexOf('\n') + 1;
        begun = text.substring(end);
        return corrected(text.substring(0, end));
    }

    /** What is left. */
    public String end() {
        String text = corrected(begun);
        begun = "";
        return text;
    }

    private static String corrected(String text) {
        if (!text.contains(MARK)) {
            return text;
        }
        Matcher frames = FRAME.matcher(text);
        StringBuilder out = new StringBuilder();
        while (frames.find()) {
            int line = Math.max(1, Integer.parseInt(frames.group(1)) - AwaitWrapper.LINES_BEFORE);
            String where = frames.group().endsWith(AwaitWrapper.FUNCTION) ? ", in <module>" : "";
            frames.appendReplacement(out, "\", line " + line + where);
        }
        return frames.appendTail(out).toString();
    }
}
