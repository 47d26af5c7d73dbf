package io.mqboard.shell.output;

/** The line of a terminal that a progress bar is drawn on. Safe for use by many threads. */
public interface BarLine {
    /** Shows this instead of what was shown, at most {@link #columns} wide; empty for nothing. */
    void bar(String text);

    /** How many columns may be filled. */
    int columns();
}
