package io.mqboard.shell.bootstrap;

import java.io.Closeable;
import java.io.IOException;

/** A serial line to a board. */
public interface SerialLine extends Closeable {
    /**
     * Waits until something comes, and takes what is there.
     *
     * @return how many bytes, 0 if none came in time
     * @throws IOException if the line is gone or was closed meanwhile
     */
    int read(byte[] buffer, int timeoutMillis) throws IOException;

    /** Sends all of it. */
    void write(byte[] bytes) throws IOException;
}
