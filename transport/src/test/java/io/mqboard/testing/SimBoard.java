package io.mqboard.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A simulated board ({@code scripts/simboard}): the real files of a board on a real MicroPython. Its flash is a folder of its own, removed at
 * the end. It can be reset, lose its power, and be stopped and started.
 */
public final class SimBoard implements AutoCloseable {
    private static final long START_SECONDS = 30;
    private static final long LONG_SECONDS = 120;

    private final String prefix;
    private final Path folder;
    private final List<String> command;
    private final StringBuilder console = new StringBuilder();
    private int connections;
    private Process process;
    private Thread hook;

    private SimBoard(String prefix, Path folder, List<String> command) {
        this.prefix = prefix;
        this.folder = folder;
        this.command = command;
    }

    /** Starts a board and waits until it is connected. */
    public static SimBoard start(String host, int port, String prefix) {
        return start(host, port, prefix, List.of(), List.of());
    }

    /**
     * Starts a board and waits until it is connected.
     *
     * @param options more options of simboard, such as {@code --cafile FILE}
     * @param config lines for its {@code --config} file, such as {@code PROTOCOL=1}
     */
    public static SimBoard start(String host, int port, String prefix, List<String> options, List<String> config) {
        try {
            Path folder = Files.createTempDirectory("simboard");
            Path configFile = Files.write(folder.resolve("sim.conf"), config);
            List<String> command = new ArrayList<>(List.of(
                    MosquittoServer.projectFolder().resolve("scripts/simboard").toString(),
                    "--server",
                    host,
                    "--port",
                    Integer.toString(port),
                    "--prefix",
                    prefix,
                    "--root",
                    folder.resolve("flash").toString(),
                    "--config",
                    configFile.toString()));
            command.addAll(options);
            SimBoard board = new SimBoard(prefix, folder, command);
            board.start();
            return board;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, again after {@link #stop}, and waits until it is connected. */
    public void start() throws IOException {
        int before = connections();
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Process started = process;
        hook = new Thread(started::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
        Thread reader = new Thread(() -> copyConsole(started), "simboard-console");
        reader.setDaemon(true);
        reader.start();
        awaitConnections(before + 1);
    }

    private void copyConsole(Process from) {
        try (var reader = from.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                took(line);
            }
        } catch (IOException gone) {
            took("[the console is gone]");
        }
    }

    private synchronized void took(String line) {
        console.append(line).append('\n');
        if (line.contains("mqtt: connected")) {
            connections++;
        }
        notifyAll();
    }

    /** How often it has connected to the broker so far. */
    public synchronized int connections() {
        return connections;
    }

    /** Waits until it has connected so often. */
    public synchronized void awaitConnections(int count) {
        await(() -> connections >= count, "does not connect", START_SECONDS);
    }

    /** Waits until its console has shown this. Watchdogs and trials take their time. */
    public synchronized void awaitConsole(String text) {
        await(() -> console.indexOf(text) >= 0, "does not say '" + text + "'", LONG_SECONDS);
    }

    /** Waits until it has confirmed itself since its last reset: it is in normal mode, and nothing is on trial. */
    public synchronized void awaitGood() {
        String good = "good: \"mode\":\"normal\"";
        String start = "the simulation takes";
        await(() -> console.lastIndexOf(good) > console.lastIndexOf(start), "does not become good", LONG_SECONDS);
    }

    private void await(BooleanSupplier test, String failure, long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (!test.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(new TimeoutException(prefix + " " + failure + ":\n" + console));
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public String prefix() {
        return prefix;
    }

    /** Its flash. */
    public Path flash() {
        return folder.resolve("flash");
    }

    /** What it has printed so far. */
    public synchronized String console() {
        return console.toString();
    }

    /** Presses the reset button; does not wait. */
    public void reset() {
        signal("USR1");
    }

    /** Takes its power away for a moment; does not wait. */
    public void cutPower() {
        signal("USR2");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Switches it off. Its flash stays. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // A temporary folder that stays harms nobody.
            return;
        }
    }
}
