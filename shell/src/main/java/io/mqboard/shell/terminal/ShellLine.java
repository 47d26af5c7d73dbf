package io.mqboard.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * The words of a line up to the cursor, as a completer sees them. The last one is to be completed; it may be empty. Words of magics are
 * parted by blanks and may be quoted; in Python a word is a name.
 */
final class ShellLine implements CompletingParsedLine {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int wordStart;
    private boolean inWord;
    private char quote;

    private ShellLine(String line) {
        this.line = line;
    }

    /** The words of a magic or a local command; its mark is part of the first one. */
    static ShellLine ofWords(String text) {
        ShellLine parsed = new ShellLine(text);
        for (int i = 0; i < text.length(); i++) {
            i += parsed.take(text.charAt(i), i, i + 1 < text.length() ? text.charAt(i + 1) : '\0');
        }
        if (!parsed.inWord) {
            parsed.wordStart = text.length();
        }
        parsed.words.add(parsed.word.toString());
        return parsed;
    }

    /** The name that Python source ends with, with the dots in it. */
    static ShellLine ofName(String text) {
        ShellLine parsed = new ShellLine(text);
        int start = text.length();
        while (start > 0 && (Character.isJavaIdentifierPart(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        parsed.wordStart = start;
        parsed.words.add(text.substring(start));
        return parsed;
    }

    /** Takes a character; returns how many of those that follow are used up, too. */
    private int take(char c, int index, char next) {
        if (quote == 0 && Character.isWhitespace(c)) {
            endWord();
            return 0;
        }
        if (!inWord) {
            inWord = true;
            wordStart = index;
        }
        if (c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        } else if (c == '\\' && next != '\0' && (quote == 0 || (quote == '"' && (next == '"' || next == '\\')))) {
            word.append(next);
            return 1;
        } else {
            word.append(c);
        }
        return 0;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        String text = candidate.toString();
        if (quote == '\'' && text.indexOf('\'') < 0) {
            return "'" + text + (complete ? "'" : "");
        }
        boolean quoted = quote != 0;
        StringBuilder escaped = new StringBuilder(quoted ? "\"" : "");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean special =
                    quoted ? c == '"' || c == '\\' : c == ' ' || c == '"' || c == '\'' || c == '\\' || c == ';';
            escaped.append(special ? "\\" : "").append(c);
        }
        return escaped.append(quoted && complete ? "\"" : "");
    }

    @Override
    public int rawWordCursor() {
        return line.length() - wordStart;
    }

    @Override
    public int rawWordLength() {
        return rawWordCursor();
    }

    @Override
    public String word() {
        return words.get(words.size() - 1);
    }

    @Override
    public int wordCursor() {
        return word().length();
    }

    @Override
    public int wordIndex() {
        return words.size() - 1;
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public String line() {
        return line;
    }

    @Override
    public int cursor() {
        return line.length();
    }
}
