package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fresh board at a serial line becomes one that the shell reaches through the broker. */
@Timeout(180)
class BootstrapIT {
    private static final String SECRET = "geheim # 'x' \"y\" \\ ü";

    @TempDir
    Path folder;

    private Path flash;
    private Path answers;

    @BeforeEach
    void make() throws IOException {
        flash = Files.createDirectory(folder.resolve("flash"));
        answers = Files.writeString(
                folder.resolve("answers"),
                "# of a test\nserver = broker.example\ntls = no\nprefix = lab/fresh\nusername = board\npassword = "
                        + SECRET + "\nwifi = net\nwifi-key = key\n");
    }

    private Program.Ended bootstrap(SerialBoard board, String... more) {
        Program program = Program.bare().with("bootstrap", "--device", board.device(), "--answers", answers.toString());
        return program.run(more);
    }

    @Test
    void freshBoard_isReachedByTheShellAfterwards() throws Exception {
        try (MosquittoServer broker = MosquittoServer.plain();
                SerialBoard board = new SerialBoard(flash)) {
            Files.writeString(
                    answers,
                    "server = 127.0.0.1\nport = " + broker.port() + "\ntls = no\nprefix = lab/fresh\nwifi = net\n");
            Program.Ended ended = bootstrap(board);
            assertEquals(0, ended.code(), ended::toString);
            assertTrue(ended.err().contains("files written, all of them verified\n"), ended::toString);
            assertTrue(ended.err().contains("-b lab/fresh"), ended::toString);
            assertEquals(0, board.awaitEnd());
            assertTrue(Files.deleteIfExists(flash.resolve("was-reset")), "no reset");
            assertSafeMode();
            List<String> itsFlash = List.of("--root", flash.toString());
            try (SimBoard sim = SimBoard.start("elsewhere.invalid", 1, "lab/fresh", itsFlash, List.of("INSTALL=no"))) {
                assertEquals(
                        "921\n", Program.at(broker.port()).board("lab/fresh").succeed("eval", "45+876"));
                assertTrue(sim.connections() > 0);
            }
        }
    }

    private void assertSafeMode() throws IOException {
        for (String name : List.of("settings.py", "secrets.py", "lib/logging.py", "lib/mqboard/app.py")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            flash.resolve(name), flash.resolve("safemode").resolve(name)),
                    name);
        }
        assertFalse(Files.exists(flash.resolve(".mqb-new")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "plain", "ancient"})
    void oddBoards_areBootstrapped(String odd) throws Exception {
        try (SerialBoard board = new SerialBoard(flash, odd)) {
            Program.Ended ended = bootstrap(board);
            assertEquals(0, ended.code(), ended::toString);
            assertEquals(0, board.awaitEnd());
            assertSafeMode();
            String settings = Files.readString(flash.resolve("settings.py"));
            String secrets = Files.readString(flash.resolve("secrets.py"));
            assertTrue(settings.contains("username = \"board\"\n"), settings);
            assertFalse(settings.contains("geheim"), settings);
            assertTrue(
                    secrets.contains("password = \"geheim # 'x' \\\"y\\\" \\\\ ü\"\nwifi = (\"net\", \"key\")\n"),
                    secrets);
        }
    }

    @Test
    void boardThatHasAMain_isLeftAlone_unlessForced() throws Exception {
        Path main = Files.writeString(flash.resolve("main.py"), "mine = 1\n");
        try (SerialBoard board = new SerialBoard(flash)) {
            bootstrap(board).failed(1, "the board has a main.py already; --force replaces it");
            assertEquals("mine = 1\n", Files.readString(main));
            assertTrue(board.runs());
            Program.Ended forced = bootstrap(board, "--force");
            assertEquals(0, forced.code(), forced::toString);
            assertTrue(Files.readString(main).contains("mqboard"));
            assertEquals(0, board.awaitEnd());
        }
        try (SerialBoard board = new SerialBoard(flash)) {
            Program.Ended again = bootstrap(board, "--force");
            assertTrue(again.err().contains("\n0 of "), again::toString);
        }
    }

    @Test
    void boardsThatWillNotDo_areRefused_andNothingIsWritten() throws Exception {
        assertRefused("old", 1, "too old: it takes 1.20 or newer");
        assertRefused("other", 1, "the board runs circuitpython 9.2, not MicroPython");
        assertRefused("full", 1, "too little room on the board");
        assertRefused("garbles", 5, "the board has written something else");
        assertRefused("deaf", 3, "no MicroPython answers");
    }

    private void assertRefused(String odd, int code, String words) throws IOException {
        try (SerialBoard board = new SerialBoard(flash, odd)) {
            bootstrap(board).failed(code, words);
            assertFalse(Files.exists(flash.resolve("main.py")), odd);
            assertTrue(board.runs(), odd);
        }
    }

    @Test
    void deviceThatIsNotThere_isNamed() {
        Program program = Program.bare().with("bootstrap", "--answers", answers.toString());
        program.run("--device", "/dev/ttyNONE0").failed(3, "/dev/ttyNONE0: no such device");
        program.run().failed(2, "which --device?");
    }

    @Test
    void dryRun_listsAndWritesNothing() throws Exception {
        String listed = Program.bare().succeed("bootstrap", "--dry-run", "--answers", answers.toString());
        assertTrue(listed.contains("/boot.py  "), listed);
        assertTrue(listed.contains("/safemode/lib/mqboard/client.py  "), listed);
        try (SerialBoard board = new SerialBoard(flash)) {
            Program.Ended ended = bootstrap(board, "--dry-run");
            assertEquals(0, ended.code(), ended::toString);
            assertTrue(ended.err().contains("micropython 1."), ended::toString);
            assertTrue(board.runs());
        }
        try (var files = Files.list(flash)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void person_isAsked_andSecretsAreNotShown() throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        try (SerialBoard board = new SerialBoard(flash);
                TerminalWindow window = Program.bare().window("bootstrap", "--device", board.device())) {
            window.awaitEnd("Broker (host name or address):");
            window.enter("");
            window.awaitEnd("address):\nBroker (host name or address):");
            answer(window, "broker.example", "TLS (yes or no) [yes]:");
            answer(window, "", "Port of the broker [8883]:");
            answer(window, "", "not checked):");
            answer(window, ca.toString(), "User name of the board at the broker:");
            answer(window, "me", "Its password:");
            answer(window, "hush1", "topics):");
            answer(window, "lab/asked", "wired board):");
            answer(window, "net", "Key of the Wi-Fi:");
            window.enter("hush2");
            window.awaitText("exit code 0");
            assertFalse(window.text().contains("hush"), window.text());
        }
        String secrets = Files.readString(flash.resolve("secrets.py"));
        assertTrue(secrets.contains("password = \"hush1\"\nwifi = (\"net\", \"hush2\")"), secrets);
        String settings = Files.readString(flash.resolve("settings.py"));
        assertTrue(settings.contains("tls = True\ncafile = \"/ca.pem\"\nprefix = \"lab/asked\"\n"), settings);
        assertEquals(-1, Files.mismatch(ca, flash.resolve("ca.pem")));
    }

    private static void answer(TerminalWindow window, String line, String next) {
        window.enter(line);
        window.awaitEnd(next);
    }
}
