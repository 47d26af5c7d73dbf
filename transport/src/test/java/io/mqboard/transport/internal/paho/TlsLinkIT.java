package io.mqboard.transport.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.ScriptedPeer;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.TlsOptions;
import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsLinkIT {
    private static final Instant NOW = Instant.now();
    private static final HeldCertificate AUTHORITY =
            HeldCertificate.builder().commonName("Test CA").authority().build();
    private static final HeldCertificate OTHER_AUTHORITY =
            HeldCertificate.builder().commonName("Other CA").authority().build();

    @TempDir
    private Path folder;

    private MosquittoServer server;

    @AfterEach
    void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static HeldCertificate.Builder certificate() {
        return HeldCertificate.builder()
                .commonName("broker")
                .dnsName("localhost")
                .ipAddress("127.0.0.1")
                .signedBy(AUTHORITY);
    }

    private Path chain(String name, HeldCertificate certificate) throws IOException {
        Path file = folder.resolve(name);
        certificate.writeChain(file);
        return file;
    }

    private Path key(String name, HeldCertificate certificate) throws IOException {
        Path file = folder.resolve(name);
        certificate.writePrivateKey(file);
        return file;
    }

    private void start(HeldCertificate certificate, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "certfile " + chain("server.pem", certificate),
                "keyfile " + key("server.key", certificate),
                "cafile " + chain("ca.pem", AUTHORITY)));
        lines.addAll(List.of(more));
        server = MosquittoServer.tls(lines);
    }

    private TlsOptions trusting() throws IOException {
        return TlsOptions.trusting(chain("trusted.pem", AUTHORITY));
    }

    private TlsOptions withClient(HeldCertificate client) throws IOException {
        return new TlsOptions(
                chain("trusted.pem", AUTHORITY), null, chain("client.pem", client), key("client.key", client), false);
    }

    private LinkHarness harness(String host, TlsOptions tls) throws Exception {
        return new LinkHarness(BrokerOptions.of(host, server.tlsPort(), tls));
    }

    private String failure(String host, TlsOptions tls) throws Exception {
        try (LinkHarness harness = harness(host, tls).start()) {
            String event = harness.events.next();
            assertTrue(event.startsWith("failed: ") && event.indexOf('\n') < 0, event);
            return event.substring("failed: ".length());
        }
    }

    private String certificateOf(String host) {
        return "the certificate of " + host + ":" + server.tlsPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlsv1.2", "tlsv1.3"})
    void versions_bothWork(String version) throws Exception {
        start(certificate().build(), "tls_version " + version);
        for (String host : List.of("localhost", "127.0.0.1")) {
            try (LinkHarness harness = harness(host, trusting()).connected()) {
                harness.subscribe("a", 1);
                harness.publish("a", "sealed", 1, false);
                assertEquals("message a sealed", harness.events.next());
            }
        }
    }

    @Test
    void rsaServer_andIntermediateAuthority_work() throws Exception {
        HeldCertificate middle = HeldCertificate.builder()
                .commonName("Middle CA")
                .authority()
                .signedBy(AUTHORITY)
                .build();
        start(HeldCertificate.builder()
                .rsa()
                .dnsName("localhost")
                .signedBy(middle)
                .build());
        harness("localhost", trusting()).connected().close();
    }

    @Test
    void wrongHost_namesBoth() throws Exception {
        start(HeldCertificate.builder()
                .dnsName("broker.example")
                .dnsName("*.mqtt.example")
                .signedBy(AUTHORITY)
                .build());
        assertEquals(
                certificateOf("127.0.0.1")
                        + " is for 'broker.example', '*.mqtt.example', not for '127.0.0.1' (--server)",
                failure("127.0.0.1", trusting()));
        assertEquals(
                certificateOf("localhost")
                        + " is for 'broker.example', '*.mqtt.example', not for 'localhost' (--server)",
                failure("localhost", trusting()));
    }

    @Test
    void noNames_saysSo() throws Exception {
        start(HeldCertificate.builder().commonName("broker").signedBy(AUTHORITY).build());
        assertEquals(
                certificateOf("localhost") + " is for no host at all, not for 'localhost' (--server)",
                failure("localhost", trusting()));
    }

    @Test
    void unknownAuthority_namesItAndTheOption() throws Exception {
        start(certificate().build());
        assertEquals(
                certificateOf("localhost")
                        + " is signed by 'CN=Test CA', which is not trusted here: give that authority's certificate with --cafile",
                failure("localhost", TlsOptions.systemDefault()));
        Path other = chain("other.pem", OTHER_AUTHORITY);
        assertEquals(
                certificateOf("localhost") + " is signed by 'CN=Test CA', which is not among the authorities in '"
                        + other + "' (--cafile)",
                failure("localhost", TlsOptions.trusting(other)));
    }

    @Test
    void signedByItself_saysSo() throws Exception {
        start(HeldCertificate.builder().dnsName("localhost").build());
        assertEquals(
                certificateOf("localhost")
                        + " is signed by itself, which is not trusted here: give that authority's certificate with --cafile",
                failure("localhost", TlsOptions.systemDefault()));
    }

    @Test
    void impostorAuthorityOfTheSameName_isNotTrusted() throws Exception {
        start(certificate().build());
        HeldCertificate impostor =
                HeldCertificate.builder().commonName("Test CA").authority().build();
        String message = failure("localhost", TlsOptions.trusting(chain("impostor.pem", impostor)));
        assertTrue(message.contains("is not among the authorities in"), message);
    }

    @Test
    void expiredAndNotYetValid_sayWhen() throws Exception {
        Instant past = Instant.parse("2024-02-03T04:05:00Z");
        start(certificate().validity(past.minus(Duration.ofDays(9)), past).build());
        assertEquals(
                certificateOf("localhost") + " expired on 3 February 2024 04:05 UTC", failure("localhost", trusting()));
        server.close();
        Instant future = Instant.parse("2124-02-03T04:05:00Z");
        start(certificate().validity(future, future.plus(Duration.ofDays(9))).build());
        assertEquals(
                certificateOf("localhost")
                        + " is not valid before 3 February 2124 04:05 UTC: is this computer's clock right?",
                failure("localhost", trusting()));
    }

    @Test
    void insecure_takesAnything() throws Exception {
        start(HeldCertificate.builder()
                .dnsName("elsewhere")
                .validity(NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1)))
                .build());
        harness("localhost", new TlsOptions(null, null, null, null, true))
                .connected()
                .close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlsv1.2", "tlsv1.3"})
    void clientCertificate_required(String version) throws Exception {
        start(certificate().build(), "tls_version " + version, "require_certificate true");
        HeldCertificate good =
                HeldCertificate.builder().commonName("me").signedBy(AUTHORITY).build();
        harness("localhost", withClient(good)).connected().close();
        String where = "localhost:" + server.tlsPort();
        assertEquals(where + " requires a client certificate (--cert, --key)", failure("localhost", trusting()));
        HeldCertificate foreign = HeldCertificate.builder()
                .commonName("me")
                .signedBy(OTHER_AUTHORITY)
                .build();
        rejected(where, failure("localhost", withClient(foreign)), "it does not trust the authority that signed it");
        HeldCertificate old = HeldCertificate.builder()
                .commonName("me")
                .validity(NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1)))
                .signedBy(AUTHORITY)
                .build();
        rejected(where, failure("localhost", withClient(old)), "it has expired");
    }

    /** The broker's reason does not always arrive before its reset. */
    private static void rejected(String where, String message, String reason) {
        assertTrue(
                message.equals(where + " rejects the client certificate: " + reason + " (--cert)")
                        || message.equals(where + " hangs up when it is shown the client certificate: it does not trust"
                                + " it, or it has expired (--cert)"),
                message);
    }

    @Test
    void plainPort_saysNoTls() throws Exception {
        start(certificate().build());
        try (LinkHarness harness = new LinkHarness(BrokerOptions.of("localhost", server.port(), trusting())).start()) {
            assertEquals(
                    "failed: localhost:" + server.port()
                            + " closes the connection during the TLS handshake: it speaks plain MQTT (--no-tls), or TLS on"
                            + " another --port",
                    harness.events.next());
        }
    }

    @Test
    void plainClientOnTlsPort_saysTls() throws Exception {
        start(certificate().build());
        String where = "failed: localhost:" + server.tlsPort();
        try (LinkHarness harness = harness("localhost", null).start()) {
            assertEquals(
                    where
                            + " closes the connection without an answer: it expects TLS (--tls), or is no MQTT broker (--port)",
                    harness.events.next());
        }
        byte[] alert = {0x15, 3, 3, 0, 2, 2, 10};
        try (ScriptedPeer peer = ScriptedPeer.answering(alert);
                LinkHarness harness = new LinkHarness(BrokerOptions.of("localhost", peer.port(), null)).start()) {
            assertEquals("failed: localhost:" + peer.port() + " speaks TLS: use --tls", harness.events.next());
        }
    }

    @Test
    void oldTlsOnly_saysVersions() throws Exception {
        // A fatal alert "protocol version", as a server without TLS 1.2 sends it.
        byte[] alert = {0x15, 3, 1, 0, 2, 2, 70};
        try (ScriptedPeer peer = ScriptedPeer.answering(alert);
                LinkHarness harness = new LinkHarness(BrokerOptions.of("localhost", peer.port(), trusting())).start()) {
            assertEquals(
                    "failed: localhost:" + peer.port() + " speaks neither TLS 1.2 nor TLS 1.3", harness.events.next());
        }
    }

    @Test
    void webServerWithoutTls_saysNoTls() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes("US-ASCII"));
                LinkHarness harness = new LinkHarness(BrokerOptions.of("localhost", peer.port(), trusting())).start()) {
            assertEquals(
                    "failed: localhost:" + peer.port()
                            + " does not speak TLS: plain MQTT needs --no-tls, TLS another --port",
                    harness.events.next());
        }
    }

    @Test
    void silentPeer_isGivenUp() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.silent();
                LinkHarness harness = new LinkHarness(BrokerOptions.of("localhost", peer.port(), trusting())
                                .withTimeouts(Duration.ofMillis(700), Duration.ofSeconds(1)))
                        .start()) {
            assertEquals(
                    "failed: localhost:" + peer.port() + " takes the connection but stays silent in the TLS handshake:"
                            + " does it speak TLS at all? (--no-tls, --port)",
                    harness.events.next());
        }
    }

    @Test
    void brokerKilledStoppedAndCut_comesBackEachTime() throws Exception {
        start(certificate().build());
        try (FaultProxy proxy = FaultProxy.raw("127.0.0.1", server.tlsPort());
                LinkHarness harness =
                        new LinkHarness(BrokerOptions.of("localhost", proxy.port(), trusting())).connected()) {
            harness.subscribe("a", 1);
            String closed = "lost: the connection to localhost:" + proxy.port() + " was lost: the broker closed it";
            server.kill();
            assertEquals(closed, harness.events.next());
            server.start();
            harness.events.next("connected again");
            server.stop();
            assertEquals(closed, harness.events.next());
            server.start();
            harness.events.next("connected again");
            proxy.cut(FaultProxy.Cut.RST);
            String reset = harness.events.next();
            assertTrue(reset.startsWith("lost: ") && reset.endsWith("reset"), reset);
            harness.events.next("connected again");
            harness.publish("a", "still here", 1, false);
            assertEquals("message a still here", harness.events.next());
        }
    }

    @Test
    void connect_median_isShort() throws Exception {
        start(certificate().build());
        TlsOptions options = trusting();
        Timing.check("TLS 1.3 connect", 15, 300, () -> harness("localhost", options));
    }
}
