package io.mqboard.shell.sync;

import java.nio.file.Path;

/**
 * A file that the board is to have.
 *
 * @param local the file here
 * @param remote absolute path on the board
 * @param options what was said of its target
 * @param place where it was said
 */
public record Wanted(Path local, String remote, SyncSpec.Options options, String place) {
    /** Whether it is to be compiled on the way: Python that the board does not start by its name. */
    public boolean compiled() {
        String name = remote.substring(remote.lastIndexOf('/') + 1);
        return options.mpy() && name.endsWith(".py") && !name.equals("boot.py") && !name.equals("main.py");
    }

    /** The same with another content under another name. */
    public Wanted as(Path file, String path) {
        return new Wanted(file, path, options, place);
    }
}
