package io.mqboard.shell.command;

import java.util.List;

/** What was typed at the prompt. */
public interface History {
    /** Nobody types. */
    History NONE = List::of;

    /**
     * One line, or the lines of a block.
     *
     * @param number by which the user knows it
     * @param text as it was typed
     */
    record Entry(int number, String text) {}

    /** All that is remembered, the oldest first. */
    List<Entry> entries();
}
