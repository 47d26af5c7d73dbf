package io.mqboard.transport.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.ScriptedPeer;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.ConnectRefusedException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.LinkFactory;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.link.ThreadEventLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way of not getting a connection has its own line. */
@Timeout(60)
class ConnectFailuresIT {
    private static final Duration SHORT = Duration.ofMillis(600);

    /** A password of no account. */
    private static final String WRONG = "wrong";

    @TempDir
    private Path folder;

    private static BrokerOptions options(String host, int port) {
        return BrokerOptions.of(host, port, null).withTimeouts(SHORT, SHORT);
    }

    /** The first failure of a link. */
    private static MqboardException failure(BrokerOptions options) throws Exception {
        ThreadEventLoop loop = new ThreadEventLoop("mqboard-transport");
        CompletableFuture<MqboardException> failure = new CompletableFuture<>();
        MqttLink link = LinkFactory.open(options, loop);
        loop.execute(() -> link.start(new MqttLink.Listener() {
            @Override
            public void onConnected(boolean again) {
                failure.completeExceptionally(new AssertionError("connected"));
            }

            @Override
            public void onDisconnected(MqboardException cause) {}

            @Override
            public void onConnectFailed(MqboardException cause) {
                failure.complete(cause);
            }

            @Override
            public void onMessage(String topic, byte[] payload, boolean dup, boolean retained) {}
        }));
        try {
            return failure.get(20, TimeUnit.SECONDS);
        } finally {
            loop.execute(() -> link.close().whenComplete((done, e) -> loop.stop()));
        }
    }

    private static String message(String host, int port) throws Exception {
        return failure(options(host, port)).getMessage();
    }

    @Test
    void noSuchHost() throws Exception {
        assertEquals("there is no host named 'no-such-host.invalid' (--server)", message("no-such-host.invalid", 1883));
    }

    @Test
    void refused() throws Exception {
        int port = MosquittoServer.freePort();
        assertEquals(
                "127.0.0.1:" + port + " refuses the connection: no broker listens on that port (--server, --port)",
                message("127.0.0.1", port));
    }

    @Test
    void silentBroker_isGivenUpInTime() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.silent()) {
            long start = System.nanoTime();
            assertEquals(
                    "127.0.0.1:" + peer.port()
                            + " takes the connection but does not answer MQTT: it expects TLS (--tls), or"
                            + " is no MQTT broker (--port)",
                    message("127.0.0.1", peer.port()));
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 400 Bad Request, is a web server, not an MQTT broker (--port)",
        "SSH-2.0-OpenSSH_9.6, is an SSH server, not an MQTT broker (--port)",
        "220 mail.example ESMTP, answers, but not in MQTT (--port)",
    })
    void otherServers(String greeting, String first, String second) throws Exception {
        byte[] bytes = (greeting + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (ScriptedPeer peer = ScriptedPeer.answeringOpen(bytes)) {
            String expected = " " + first + (second == null ? "" : ", " + second);
            assertEquals("127.0.0.1:" + peer.port() + expected, message("127.0.0.1", peer.port()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | does not speak MQTT 3.1.1",
                "2 | rejects the client identifier",
                "3 | is unavailable: its MQTT service is not ready",
                "4 | rejects the user name or password (--username, --password-file)",
                "5 | does not authorise this client: a user name and password may be needed, or wrong (--username,"
                        + " --password-file)",
                "99 | refuses the connection with code 99",
            })
    void connackCodes(int code, String text) throws Exception {
        byte[] connack = {0x20, 2, 0, (byte) code};
        try (ScriptedPeer peer = ScriptedPeer.answering(connack);
                ScriptedPeer open = ScriptedPeer.answeringOpen(connack)) {
            for (ScriptedPeer each : new ScriptedPeer[] {peer, open}) {
                MqboardException e = failure(options("127.0.0.1", each.port()));
                assertEquals("127.0.0.1:" + each.port() + " " + text, e.getMessage());
                assertEquals(ConnectRefusedException.class, e.getClass());
            }
        }
    }

    @Test
    void wrongPassword_andNone() throws Exception {
        Path passwords = Files.createFile(folder.resolve("passwords"));
        try (MosquittoServer server = MosquittoServer.plain("allow_anonymous false", "password_file " + passwords)) {
            String expected = "127.0.0.1:" + server.port()
                    + " does not authorise this client: a user name and password may be needed, or wrong (--username,"
                    + " --password-file)";
            BrokerOptions options = options("127.0.0.1", server.port());
            assertEquals(expected, failure(options).getMessage());
            assertEquals(expected, failure(options.withUser("me", WRONG)).getMessage());
        }
    }

    @Test
    void closedAtOnce_andReset() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer((in, out) -> in.read());
                FaultProxy proxy = FaultProxy.raw("127.0.0.1", peer.port())) {
            String text =
                    " closes the connection without an answer: it expects TLS (--tls), or is no MQTT broker (--port)";
            assertEquals("127.0.0.1:" + peer.port() + text, message("127.0.0.1", peer.port()));
            proxy.refuse(true);
            assertEquals("127.0.0.1:" + proxy.port() + text, message("127.0.0.1", proxy.port()));
        }
    }

    @Test
    void badOptions_areRefusedAtOnce() {
        BrokerOptions good = options("localhost", 1883);
        bad("port 0 is not within 1 to 65535 (--port)", options("localhost", 0));
        bad("port 65536 is not within 1 to 65535 (--port)", options("localhost", 65536));
        bad("' ' is no name of a host (--server)", options(" ", 1883));
        bad("a password needs a user name (--username)", good.withUser(null, WRONG));
        bad("the time-out for connecting must be above zero (--timeout)", good.withTimeouts(Duration.ZERO, SHORT));
    }

    private static void bad(String message, BrokerOptions options) {
        ThreadEventLoop loop = new ThreadEventLoop("unused");
        assertEquals(
                message,
                assertThrows(BadOptionException.class, () -> LinkFactory.open(options, loop))
                        .getMessage());
    }
}
