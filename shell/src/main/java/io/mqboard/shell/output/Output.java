package io.mqboard.shell.output;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where everything goes that a user sees. Data goes to stdout, all else to stderr. Text of a board must have passed {@link SafeText}
 * before it comes here. Safe for use by many threads; a call is written as a whole.
 */
public interface Output {
    /** Data, as it stands, without a line end of its own. */
    void print(String text);

    /** One line of data. */
    void println(String line);

    /** Data that is not text, as it stands. Only where {@link #terminal()} is false. */
    void raw(byte[] bytes);

    /** One object on one line, with {@code --json}. */
    void json(JsonObject object);

    /** The text of an exception on the board, as it stands, without a line end of its own. */
    void traceback(String text);

    /** What was done, for people; not with {@code --quiet}. */
    void note(String line);

    /** What is good to know only with {@code --verbose}. */
    void detail(String line);

    /** What went wrong. */
    void error(String line);

    /**
     * What ended a command.
     *
     * @param place where, with a colon and a blank, or empty
     * @param message what went wrong
     * @param code what the program ends with for it
     */
    default void failure(String place, String message, int code) {
        error(place + message);
    }

    /**
     * Whole lines, without the last line end, that belong to no command: above the prompt where there is one. They may hold colours of
     * ours. May block while the screen is in use; not for threads that must not wait.
     */
    default void above(String lines) {
        println(lines);
    }

    /** The whole screen for a while; null where there is none. */
    default @Nullable Canvas canvas() {
        return null;
    }

    /** Whether colours may be used in data. */
    default boolean color() {
        return false;
    }

    /** Whether data goes to a terminal. */
    boolean terminal();

    /** Whether lines that were printed can be drawn over: a person looks, at a terminal that can do that. */
    default boolean redraws() {
        return false;
    }

    /** How many columns a line may fill. */
    default int columns() {
        return 79;
    }

    /** Writes out what is buffered. */
    void flush();
}
