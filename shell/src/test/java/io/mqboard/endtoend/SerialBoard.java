package io.mqboard.endtoend;

import io.mqboard.testing.MosquittoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A board that nothing was put on, at a serial line: a real MicroPython with the REPL of a board, on a pseudo-terminal. */
final class SerialBoard implements AutoCloseable {
    private final Process process;
    private final String device;

    /** Starts one with this folder as its flash, and with what is odd about it; {@code serial/board.py} lists that. */
    SerialBoard(Path flash, String... odd) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                MosquittoServer.projectFolder().resolve("scripts/micropython").toString(),
                Path.of("src/test/resources/serial/board.py").toAbsolutePath().toString(),
                flash.toString()));
        command.addAll(List.of(odd));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        device = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (device == null || !device.startsWith("/dev/")) {
            process.destroy();
            throw new IOException("no pseudo-terminal: " + device);
        }
    }

    /** The path of the serial line. */
    String device() {
        return device;
    }

    /** Waits until it has ended, as it does with a reset, and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the board was not reset");
        }
        return process.exitValue();
    }

    /** Whether nothing has reset it. */
    boolean runs() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
