package io.mqboard.shell.output;

import java.time.Duration;
import java.util.List;

/** The whole screen, for as long as it is open; what was there before comes back. For one thread. */
public interface Canvas extends AutoCloseable {
    /** No key was pressed in time. */
    int NO_KEY = -2;

    /** The terminal is gone. */
    int END = -1;

    /** Columns of the screen now. */
    int columns();

    /** Rows of the screen now. */
    int rows();

    /** Shows lines, from the top; what does not fit is cut off. They may hold colours of ours. */
    void draw(List<String> lines);

    /** The next key that is pressed, Ctrl-C among them; {@link #NO_KEY} if none is for so long, {@link #END} if none will ever be. */
    int key(Duration limit);

    /** Gives the screen back. */
    @Override
    void close();
}
