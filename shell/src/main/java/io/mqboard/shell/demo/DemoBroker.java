package io.mqboard.shell.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The demo's broker: on this machine only, TLS only, one user. Mosquitto, because it starts in 11 ms; else Artemis in a JVM of its own, which
 * scripts/demo has fetched. Both keep the last will retained and redeliver, as the boards need it.
 */
final class DemoBroker implements AutoCloseable {
    /** Not a name: what a name stands for first differs between IPv4 and IPv6, and between the programs that look it up. */
    static final String HOST = "127.0.0.1";

    private static final int START_SECONDS = 20;

    private final Child child;
    private final int port;

    private DemoBroker(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /**
     * Starts it and waits until it takes connections.
     *
     * @param kind {@code mosquitto} or {@code artemis}
     * @param programs folder of Mosquitto's programs or of Artemis' jars
     */
    static DemoBroker start(Workplace place, String kind, Path programs) throws IOException, InterruptedException {
        int port = freePort();
        Child child = kind.equals("artemis") ? artemis(place, programs, port) : mosquitto(place, programs, port);
        try {
            child.ready().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Child.failure(e);
        } catch (TimeoutException e) {
            child.close();
            throw new IOException("the broker did not start within " + START_SECONDS + " s" + child.said(), e);
        }
        return new DemoBroker(child, port);
    }

    private static Child mosquitto(Workplace place, Path programs, int port) throws IOException, InterruptedException {
        hashPassword(place, programs);
        Path configuration = place.file("mosquitto.conf");
        Files.write(
                configuration,
                List.of(
                        "user " + System.getProperty("user.name"),
                        "listener " + port + " " + HOST,
                        "certfile " + place.file("broker.pem"),
                        "keyfile " + place.file("broker.key"),
                        "allow_anonymous false",
                        "password_file " + place.file("passwords"),
                        "persistence false",
                        "set_tcp_nodelay true"));
        return Child.start(
                "mosquitto",
                place,
                line -> line.endsWith(" running"),
                List.of(programs.resolve("mosquitto").toString(), "-c", configuration.toString()));
    }

    /** Mosquitto wants a hash. The password itself is never an argument, where every user of the machine could see it. */
    private static void hashPassword(Workplace place, Path programs) throws IOException, InterruptedException {
        Path file = place.file("passwords");
        Files.writeString(file, Workplace.USER + ":" + place.password() + "\n");
        Process process = new ProcessBuilder(
                        programs.resolve("mosquitto_passwd").toString(), "-U", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("mosquitto_passwd failed on " + file);
        }
    }

    private static Child artemis(Workplace place, Path jars, int port) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Child.start(
                "artemis",
                place,
                line -> line.equals("running"),
                List.of(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        jars + "/*",
                        place.script("lib/artemis/EmbeddedBroker.java").toString(),
                        Integer.toString(port),
                        place.folder().toString()));
    }

    /** A port that was free a moment ago; if it is taken meanwhile, the broker says so. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        child.close();
    }
}
