package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.ScriptedPeer;
import io.mqboard.testing.SimBoard;
import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No connection: each cause has its own line, an exit code and an end within seconds, and nobody sees a stack. */
class NoConnectionIT {
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final String PASSWORD = "right";

    @TempDir
    private static Path folder;

    private static MosquittoServer good;
    private static MosquittoServer otherHost;
    private static MosquittoServer expired;
    private static Path authority;
    private static Path stranger;

    @BeforeAll
    static void startBrokers() throws Exception {
        HeldCertificate root = authority("Our CA");
        authority = file("ca.pem", root.chainPem());
        stranger = file("stranger.pem", authority("Another CA").chainPem());
        HeldCertificate.Builder ours = HeldCertificate.builder()
                .dnsName("localhost")
                .ipAddress("127.0.0.1")
                .signedBy(root);
        Path passwords = passwords();
        good = broker(ours.build(), "allow_anonymous false", "password_file " + passwords);
        otherHost = broker(HeldCertificate.builder()
                .dnsName("broker.example.org")
                .signedBy(root)
                .build());
        Instant past = Instant.now().minus(Duration.ofDays(3));
        expired = broker(ours.validity(past, past.plus(Duration.ofDays(1))).build());
    }

    @AfterAll
    static void stopBrokers() throws IOException {
        for (MosquittoServer each : new MosquittoServer[] {good, otherHost, expired}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private static HeldCertificate authority(String name) {
        return HeldCertificate.builder().commonName(name).authority().build();
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static MosquittoServer broker(HeldCertificate certificate, String... more) throws IOException {
        Path chain = Files.createTempFile(folder, "chain", ".pem");
        Path key = Files.createTempFile(folder, "key", ".pem");
        certificate.writeChain(chain);
        certificate.writePrivateKey(key);
        return MosquittoServer.tls(List.of("certfile " + chain, "keyfile " + key), more);
    }

    private static Path passwords() throws Exception {
        Path file = folder.resolve("passwords");
        Process process = new ProcessBuilder(
                        MosquittoServer.passwordProgram(), "-c", "-b", file.toString(), "me", PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0, said);
        return file;
    }

    private static void fails(int code, String words, Program program) {
        Program.Ended ended = program.run("eval", "1").failed(code, words);
        assertTrue(ended.took().compareTo(SOON) < 0, ended::toString);
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended::toString);
    }

    private static Program tls(MosquittoServer broker, Path ca) {
        return Program.at(broker.tlsPort()).with("--cafile", ca.toString());
    }

    @Test
    void noBroker() {
        int port = MosquittoServer.freePort();
        fails(
                3,
                "127.0.0.1:" + port + " refuses the connection: no broker listens on that port (--server, --port)",
                Program.at(port).board("t/none"));
    }

    @Test
    void noSuchHost() {
        fails(
                3,
                "there is no host named 'no-such-host.invalid' (--server)",
                Program.bare().with("-s", "no-such-host.invalid", "-b", "t/none"));
    }

    @Test
    void wrongPassword_andNone() throws IOException {
        String words = " does not authorise this client: a user name and password may be needed, or wrong";
        Program program = Program.at(good.port()).board("t/none");
        fails(3, "127.0.0.1:" + good.port() + words, program);
        Path wrong = file("wrong", "wrong\n");
        fails(3, "127.0.0.1:" + good.port() + words, program.with("-u", "me", "--password-file", wrong.toString()));
    }

    @Test
    void rightPassword_overTls_worksFromBothSides() throws IOException {
        Path password = file("right", PASSWORD + "\n");
        String[] login = {"-u", "me", "--password-file", password.toString()};
        try (SimBoard board = Boards.startTls(
                good.tlsPort(),
                authority,
                "t/tls",
                "SETTING=username = 'me'",
                "SETTING=password = '" + PASSWORD + "'")) {
            assertEquals(
                    "921\n",
                    tls(good, authority).with(login).board(board.prefix()).succeed("eval", "45+876"));
        }
    }

    @Test
    void certificateOfAnotherHost() {
        fails(
                3,
                "is for 'broker.example.org', not for '127.0.0.1' (--server)",
                tls(otherHost, authority).board("t/none"));
    }

    @Test
    void unknownAuthority() {
        fails(3, "Our CA", tls(good, stranger).board("t/none"));
    }

    @Test
    void expiredCertificate() {
        fails(3, "expired", tls(expired, authority).board("t/none"));
    }

    @Test
    void insecure_isLoudAndGoesOn() {
        Program.Ended ended = Program.at(otherHost.tlsPort())
                .with("--tls", "--insecure", "-T", "1", "-b", "t/none")
                .run("eval", "1")
                .plain();
        assertEquals(3, ended.code(), ended::toString);
        assertTrue(ended.err().startsWith("mqboard: --insecure: nobody checks who the broker is"), ended::toString);
        assertTrue(ended.err().contains("no board answers as t/none"), ended::toString);
    }

    @Test
    void plainPortSpokenToWithTls() {
        fails(
                3,
                "it speaks plain MQTT (--no-tls)",
                Program.at(good.port()).with("--tls").board("t/none"));
    }

    @Test
    void tlsPortSpokenToInPlain() {
        fails(
                3,
                "expects TLS (--tls)",
                Program.at(good.tlsPort()).with("--no-tls").board("t/none"));
    }

    @Test
    void silentBroker() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.silent()) {
            fails(
                    3,
                    "takes the connection but does not answer MQTT",
                    Program.at(peer.port()).with("-T", "2").board("t/none"));
        }
    }

    @Test
    void silentBroker_overTls() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.silent()) {
            fails(3, "TLS", Program.at(peer.port()).with("-T", "2", "--tls").board("t/none"));
        }
    }

    @Test
    void webServer() throws IOException {
        byte[] page = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ScriptedPeer peer = ScriptedPeer.answering(page)) {
            fails(
                    3,
                    "is a web server, not an MQTT broker (--port)",
                    Program.at(peer.port()).board("t/none"));
        }
    }

    @Test
    void noSuchBoard() {
        fails(
                3,
                "no board answers as t/none; no board has announced itself",
                Program.at(otherHost.port()).with("-T", "1").board("t/none"));
    }

    @Test
    void optionsThatCannotWork_areUsage() {
        fails(2, "99999", Program.at(99999).board("t/none"));
        fails(
                2,
                "/nowhere/ca.pem",
                Program.at(good.tlsPort()).with("--cafile", "/nowhere/ca.pem").board("t/none"));
        fails(2, "--no-such-option", Program.at(good.port()).with("--no-such-option"));
        fails(2, "no board is selected", Program.at(otherHost.port()));
    }
}
