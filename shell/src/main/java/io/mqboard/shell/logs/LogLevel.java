package io.mqboard.shell.logs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How serious a log line is, most serious first. */
public enum LogLevel {
    CRITICAL("1;35"),
    ERROR("1;31"),
    WARNING("1;33"),
    INFO("32"),
    DEBUG("2");

    private final String color;

    LogLevel(String color) {
        this.color = color;
    }

    /** The letter that stands in a line. */
    public char letter() {
        return name().charAt(0);
    }

    /** The name that people and boards use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parameters of a Select Graphic Rendition sequence. */
    String color() {
        return color;
    }

    /** Whether a line of this level is to be seen where this much is wanted. */
    boolean reaches(LogLevel wanted) {
        return compareTo(wanted) <= 0;
    }

    /** The level of a name, its beginning or its letter; null if there is none. */
    public static @Nullable LogLevel of(String word) {
        for (LogLevel level : values()) {
            if (!word.isEmpty() && level.name().startsWith(word.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        return null;
    }

    static @Nullable LogLevel ofLetter(char letter) {
        for (LogLevel level : values()) {
            if (level.letter() == letter) {
                return level;
            }
        }
        return null;
    }
}
