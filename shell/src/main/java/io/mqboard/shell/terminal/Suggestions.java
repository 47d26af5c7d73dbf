package io.mqboard.shell.terminal;

import java.util.Iterator;
import org.jline.reader.Buffer;
import org.jline.reader.History;
import org.jline.reader.LineReader;

/** The rest of an earlier line, shown faintly behind what is typed; the right arrow, End or Ctrl-E takes it. */
final class Suggestions {
    /** Older lines are not looked at: each key searches. */
    private static final int MAX_LOOKED_AT = 2000;

    private Suggestions() {}

    /** What the latest line that begins so goes on with, up to its end; empty if there is none. */
    static String rest(History history, String typed) {
        if (typed.isBlank()) {
            return "";
        }
        Iterator<History.Entry> entries = history.reverseIterator();
        for (int i = 0; i < MAX_LOOKED_AT && entries.hasNext(); i++) {
            String line = entries.next().line();
            if (line.length() > typed.length() && line.startsWith(typed)) {
                int end = line.indexOf('\n', typed.length());
                String rest = line.substring(typed.length(), end < 0 ? line.length() : end);
                if (!rest.isBlank()) {
                    return rest;
                }
            }
        }
        return "";
    }

    /** Gives a reader the keys that take a suggestion, or a word of it. */
    static void install(ShellReader reader) {
        for (String widget : new String[] {LineReader.FORWARD_CHAR, LineReader.END_OF_LINE}) {
            reader.getWidgets().put(widget, () -> take(reader, widget, reader.suggestion()));
        }
        reader.getWidgets()
                .put(LineReader.FORWARD_WORD, () -> take(reader, LineReader.FORWARD_WORD, word(reader.suggestion())));
    }

    private static boolean take(ShellReader reader, String widget, String rest) {
        Buffer buffer = reader.getBuffer();
        if (rest.isEmpty()) {
            reader.callWidget("." + widget);
        } else {
            buffer.write(rest);
        }
        return true;
    }

    private static String word(String rest) {
        int end = 0;
        while (end < rest.length() && !Character.isLetterOrDigit(rest.charAt(end))) {
            end++;
        }
        while (end < rest.length() && Character.isLetterOrDigit(rest.charAt(end))) {
            end++;
        }
        return rest.substring(0, end);
    }
}
