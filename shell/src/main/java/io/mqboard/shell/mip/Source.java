package io.mqboard.shell.mip;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.util.Optional;

/** Reads what is at a location. */
public interface Source {
    /**
     * The content, or empty if there is none.
     *
     * @param maxBytes what is larger is an error
     */
    Optional<byte[]> read(Location location, int maxBytes) throws IOException, ShellException, MqboardException;
}
