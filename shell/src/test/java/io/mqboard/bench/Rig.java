package io.mqboard.bench;

import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.SessionListener;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real brokers and boards for one run, in a temporary folder that scripts/bench removes. */
final class Rig implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final int LIMIT_SECONDS = 30;

    private final Path root;
    private final Path work;
    private final Path mosquitto;
    private final String python;
    private final String pythonPackages;
    private final Deque<Process> processes = new ArrayDeque<>();

    /** With the arguments of {@link Bench}. */
    Rig(String[] args) {
        root = Path.of(args[0]);
        work = Path.of(args[1]);
        mosquitto = Path.of(args[2]);
        python = args[3];
        pythonPackages = args[4];
    }

    /** A Python 3, {@code -} if there is none. */
    String python() {
        return python;
    }

    /** The folder with paho-mqtt and click, {@code -} if there is none. */
    String pythonPackages() {
        return pythonPackages;
    }

    Path root() {
        return root;
    }

    Path work() {
        return work;
    }

    /** Starts a broker with these lines above its plain listener for anybody; returns that one's port. */
    int broker(String... lines) throws Exception {
        int port = freePort();
        List<String> all = new ArrayList<>(List.of(lines));
        all.add(0, "user " + System.getProperty("user.name"));
        all.add("allow_anonymous true");
        all.add("listener " + port + " " + HOST);
        Path configuration = work.resolve("mosquitto-" + port + ".conf");
        Files.write(configuration, all);
        start(" running", mosquitto.resolve("mosquitto").toString(), "-c", configuration.toString());
        return port;
    }

    /** Starts a simulated board and waits until it has announced itself. */
    void board(int port, String address, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                root.resolve("scripts/simboard").toString(),
                "--server=" + HOST,
                "--port=" + port,
                "--prefix=" + address,
                "--root=" + work.resolve(address.replace('/', '-'))));
        command.addAll(List.of(more));
        start(null, command.toArray(new String[0]));
        CompletableFuture<Void> online = new CompletableFuture<>();
        try (BrokerSession session = BrokerSession.open(BrokerOptions.of(HOST, port, null))) {
            session.addListener(new SessionListener() {
                @Override
                public void boardChanged(BoardStatus status, @Nullable BoardStatus before) {
                    if (status.online() && status.address().equals(address)) {
                        online.complete(null);
                    }
                }
            });
            session.discover();
            online.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Starts a program; waits until a line of its output ends with {@code ready}, unless that is null. */
    void start(@Nullable String ready, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        processes.push(process);
        CompletableFuture<Void> up = new CompletableFuture<>();
        Thread reader = new Thread(() -> drain(process, ready, up), "bench-" + command[0]);
        reader.setDaemon(true);
        reader.start();
        if (ready != null) {
            up.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void drain(Process process, @Nullable String ready, CompletableFuture<Void> up) {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (ready != null && line.endsWith(ready)) {
                    up.complete(null);
                }
                if (!up.isDone()) {
                    said.add(line);
                }
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
        up.completeExceptionally(new IOException("ended: " + said));
    }

    /** Runs a program to its end and returns what it printed. */
    static String run(String... command) throws Exception {
        return run(Map.of(), command);
    }

    static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
        return output.strip();
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        try {
            for (Process process : processes) {
                process.waitFor(3, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        processes.forEach(Process::destroyForcibly);
    }
}
