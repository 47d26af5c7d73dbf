package io.mqboard.endtoend;

import io.mqboard.testing.SimBoard;
import java.nio.file.Path;
import java.util.List;

/** Starts simulated boards as the tests here want them. */
final class Boards {
    private Boards() {}

    /** A board on a broker of this machine, connected; the lines are for simboard's {@code --config}. */
    static SimBoard start(int port, String address, String... config) {
        return SimBoard.start("127.0.0.1", port, address, List.of(), List.of(config));
    }

    /** A board that speaks TLS. */
    static SimBoard startTls(int port, Path caFile, String address, String... config) {
        return SimBoard.start("localhost", port, address, List.of("--cafile", caFile.toString()), List.of(config));
    }
}
