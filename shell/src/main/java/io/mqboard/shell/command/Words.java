package io.mqboard.shell.command;

import io.mqboard.shell.cli.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits the arguments of a magic as a shell would: at blanks, with {@code '...'}, {@code "..."} and backslash; a word that begins with
 * {@code #} begins a comment.
 */
public final class Words {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /** The words of a line. */
    public static List<String> split(String line) throws UsageException {
        Words words = new Words(line);
        words.run();
        return words.words;
    }

    /** The word as it must be written so that {@link #split} gives it back. */
    public static String quote(String word) {
        boolean plain = !word.isEmpty() && word.charAt(0) != '#';
        for (int i = 0; plain && i < word.length(); i++) {
            plain = " \t'\"\\;".indexOf(word.charAt(i)) < 0;
        }
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void run() throws UsageException {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                endWord();
            } else if (c == '#' && !inWord) {
                break;
            } else {
                inWord = true;
                character(c);
            }
        }
        endWord();
    }

    private void character(char c) throws UsageException {
        if (c == '\'' || c == '"') {
            quoted(c);
        } else if (c == '\\' && at < line.length()) {
            word.append(line.charAt(at++));
        } else {
            word.append(c);
        }
    }

    private void quoted(char quote) throws UsageException {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == quote) {
                return;
            }
            boolean escape = c == '\\' && quote == '"' && at < line.length();
            word.append(escape && "\"\\$`".indexOf(line.charAt(at)) >= 0 ? line.charAt(at++) : c);
        }
        throw new UsageException("a quote is not closed: " + quote);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
