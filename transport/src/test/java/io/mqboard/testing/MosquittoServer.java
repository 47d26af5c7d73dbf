package io.mqboard.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Mosquitto for a test, on a free port of 127.0.0.1, with the configuration that the test gives. It may be killed and started again on
 * the same port. Its log is kept.
 */
public final class MosquittoServer implements AutoCloseable {
    private static final long START_SECONDS = 10;

    private final Path folder;
    private final Path log;
    private final List<String> lines;
    private final int plainPort;
    private final int tlsPort;
    private Process process;

    private MosquittoServer(Path folder, List<String> lines, int plainPort, int tlsPort) {
        this.folder = folder;
        this.log = folder.resolve("mosquitto.log");
        this.lines = lines;
        this.plainPort = plainPort;
        this.tlsPort = tlsPort;
    }

    /** Starts one with a plain listener for anybody; more configuration lines may follow. */
    public static MosquittoServer plain(String... more) {
        return start(0, List.of(), more);
    }

    /**
     * Starts one with a plain listener and one that speaks TLS.
     *
     * @param tlsLines what belongs to the TLS listener, such as {@code certfile FILE}
     * @param more other lines; without {@code allow_anonymous} anybody may connect
     */
    public static MosquittoServer tls(List<String> tlsLines, String... more) {
        return start(freePort(), tlsLines, more);
    }

    private static MosquittoServer start(int tlsPort, List<String> tlsLines, String... more) {
        int port = freePort();
        List<String> lines = new ArrayList<>(List.of(more));
        if (lines.stream().noneMatch(line -> line.startsWith("allow_anonymous"))) {
            lines.add("allow_anonymous true");
        }
        // As root Mosquitto would change to a user who cannot read a test's files.
        lines.add("user " + System.getProperty("user.name"));
        lines.add("log_dest stderr");
        lines.add("log_type all");
        lines.add("connection_messages true");
        lines.add("listener " + port + " 127.0.0.1");
        if (tlsPort != 0) {
            lines.add("listener " + tlsPort + " 127.0.0.1");
            lines.addAll(tlsLines);
        }
        try {
            Path folder = Files.createTempDirectory("mosquitto");
            MosquittoServer server = new MosquittoServer(folder, lines, port, tlsPort);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return plainPort;
    }

    /** The TLS listener's port; 0 if there is none. */
    public int tlsPort() {
        return tlsPort;
    }

    /** All that it has logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again, on the same ports, after {@link #stop} or {@link #kill}. */
    public void start() throws IOException {
        Path config = folder.resolve("mosquitto.conf");
        Files.write(config, lines);
        Files.deleteIfExists(log);
        Files.createFile(log);
        process = new ProcessBuilder(program(), "-c", config.toString())
                .redirectErrorStream(true)
                .start();
        CountDownLatch running = new CountDownLatch(1);
        Process started = process;
        Thread reader = new Thread(() -> copyLog(started, running), "mosquitto-log");
        reader.setDaemon(true);
        reader.start();
        try {
            // Mosquitto says so when its ports are open.
            if (!running.await(START_SECONDS, TimeUnit.SECONDS) || !log().contains("running")) {
                kill();
                throw new IOException("Mosquitto does not start: " + log());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void copyLog(Process from, CountDownLatch running) {
        try (var reader = from.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
                if (line.contains("running")) {
                    running.countDown();
                }
            }
        } catch (IOException gone) {
            // The process was killed, or its folder removed.
        } finally {
            running.countDown();
        }
    }

    /** Ends it as an administrator would. */
    public void stop() {
        end(process::destroy);
    }

    /** Ends it as a power cut would. */
    public void kill() {
        end(process::destroyForcibly);
    }

    private void end(Runnable how) {
        how.run();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it until {@link #resume}: connections stay open and silent. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void resume() throws IOException {
        signal("CONT");
    }

    /** Has it read its configuration again. */
    public void reload() throws IOException {
        signal("HUP");
    }

    private void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    /** A port of 127.0.0.1 that nobody listened on a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program that makes files of passwords. */
    public static String passwordProgram() throws IOException {
        return program() + "_passwd";
    }

    /** An installed Mosquitto, else the one that the project's script fetches. */
    private static String program() throws IOException {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.addAll(List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"));
        for (String each : folders) {
            Path file = Path.of(each, "mosquitto");
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file.toString();
            }
        }
        return Path.of(fetched(), "mosquitto").toString();
    }

    private static String fetched() throws IOException {
        Process script = new ProcessBuilder(
                        projectFolder().resolve("scripts/lib/mosquitto").toString(), "--bin")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var reader = script.inputReader(StandardCharsets.UTF_8)) {
            String folder = reader.readLine();
            if (folder == null) {
                throw new IOException("no Mosquitto here, see above");
            }
            return folder;
        }
    }

    /** The folder that holds {@code scripts}, from wherever in the project the tests run. */
    public static Path projectFolder() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("scripts/lib/mosquitto"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not within the project");
        }
        return folder;
    }
}
