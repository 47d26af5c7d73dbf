package io.mqboard.endtoend;

import static io.mqboard.endtoend.BrokenBoard.says;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten ways to break a board, and back, with the commands of the recipe in mqboard-board(7); in each the power fails, too. Every way has a board
 * of its own, and they all run at the same time, because watchdogs and trials take theirs.
 */
@Timeout(240)
class RecoveryIT {
    private static final String SOON = "WATCHDOG_DIVIDE=20";

    /** Boots or crashes: it depends on when the power fails which of them are counted first. */
    private static final String THREE = "3 ";

    private static final String EATS_HEAP = """
            keep = []
            n = 4096
            while n > 8:
                try:
                    while True: keep.append(bytearray(n))
                except MemoryError:
                    n //= 2
            """;
    private static final String EATS_FLASH = """
            try:
                with open("/full.bin", "ab") as f:
                    while True: f.write(bytes(4096))
            except OSError:
                print("it is full")
            """;

    @TempDir
    private static Path folder;

    private static MosquittoServer broker;

    /** Six boards at once are enough for two processors. */
    private static final ExecutorService WAYS = Executors.newFixedThreadPool(6);

    @FunctionalInterface
    private interface Way {
        void go(BrokenBoard board) throws Exception;
    }

    @BeforeAll
    static void startBroker() throws Exception {
        Path passwords = folder.resolve("passwords");
        Process made = new ProcessBuilder(
                        MosquittoServer.passwordProgram(), "-c", "-b", passwords.toString(), "dev", "right")
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("no passwords");
        }
        broker = MosquittoServer.plain("password_file " + passwords);
        SimImage.make(folder.resolve("no-boot.bin"), "version=bad", "what=no-boot", "size=16384");
        SimImage.make(folder.resolve("no-net.bin"), "version=deaf", "what=no-net", "size=16384");
    }

    @AfterAll
    static void stopBroker() throws IOException {
        WAYS.shutdownNow();
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> ways() {
        List<DynamicTest> tests = new ArrayList<>();
        way(tests, "main-loops", board -> mainIs(board, "while True: pass\n"), SOON);
        way(tests, "main-raises", board -> mainIs(board, "import nothing_of_that_name\n"), SOON);
        way(tests, "main-eats-heap", board -> mainIs(board, EATS_HEAP + board.flash("main.py")), SOON);
        way(tests, "broken-library", RecoveryIT::brokenLibrary, SOON);
        way(tests, "deaf-image", board -> image(board, "no-net.bin"));
        way(tests, "dead-image", board -> image(board, "no-boot.bin"));
        way(
                tests,
                "wrong-password",
                RecoveryIT::wrongPassword,
                "SETTING=username = 'dev'",
                "SETTING=password = 'right'");
        way(tests, "full-flash", RecoveryIT::fullFlash, "FLASH_SIZE=1M");
        way(tests, "missing-part", RecoveryIT::missingPart);
        way(tests, "boot-not-python", RecoveryIT::bootThatIsNotPython);
        return tests.stream();
    }

    /** Begins at once; the test is its end. */
    private static void way(List<DynamicTest> tests, String name, Way way, String... config) {
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    try (BrokenBoard board = BrokenBoard.start(folder, broker.port(), name, config)) {
                        way.go(board);
                    } catch (Exception e) {
                        throw new AssertionError(name + ": " + e, e);
                    }
                },
                WAYS);
        tests.add(DynamicTest.dynamicTest(name, end::join));
    }

    /** A main.py that leaves the board dead, or hung. */
    private static void mainIs(BrokenBoard board, String text) {
        String right = board.file("right.py", board.flash("main.py"));
        String wrong = board.file("main.py", text);
        board.breaks(wrong, "/main.py", THREE);
        says(board.shell("%crash"), "watchdog");
        says(board.shell("%put " + right + " :/main.py", "%safemode off"), "mode");
        board.good();
    }

    private static void brokenLibrary(BrokenBoard board) {
        String path = "lib/mqboard/app.py";
        String right = board.file("app.py", board.flash(path));
        board.breaks(board.file("half.py", "def half(:\n"), "/" + path, THREE);
        board.shell("%put " + right + " :/" + path, "%safemode off");
        board.good();
    }

    private static void wrongPassword(BrokenBoard board) {
        String old = board.file("settings.py", board.flash("settings.py"));
        String wrong = board.file("wrong.py", board.flash("settings.py").replace("'right'", "'wrong'"));
        board.breaks(wrong, "/settings.py", "the new settings did not get through");
        board.shell("%put " + old + " :/settings.py", "%safemode off");
        board.good();
    }

    private static void missingPart(BrokenBoard board) {
        String old = board.file("settings.py", board.flash("settings.py"));
        String wrong = board.file("wrong.py", board.flash("settings.py") + "parts = ['blinky', 'absent']\n");
        board.shell("%put " + wrong + " :/settings.py", "%reset");
        says(board.shell("%bootlog"), "part absent was not started");
        board.cutPower();
        board.shell("%put " + old + " :/settings.py", "%reset");
        board.good();
    }

    private static void fullFlash(BrokenBoard board) {
        String right = board.file("right.py", board.flash("main.py"));
        String wrong = board.file("main.py", EATS_FLASH + board.flash("main.py"));
        board.shell("%put " + wrong + " :/main.py", "%reset");
        board.cutPower();
        says(board.fails(1, "full", "%put -f " + right + " :/main.py"), "%rm");
        board.shell("%rm :/full.bin", "%put " + right + " :/main.py", "%reset");
        board.good();
    }

    private static void bootThatIsNotPython(BrokenBoard board) {
        String wrong = board.file("boot.py", "def half(:\n");
        board.fails(1, "not Python", "%put " + wrong + " :/boot.py");
        board.cutPower();
        board.good();
    }

    /** An image with which the board cannot be reached goes back by itself. */
    private static void image(BrokenBoard board, String name) {
        Path image = folder.resolve(name);
        try (Program.Running running = board.start("%ota -y -r " + image)) {
            running.err().await("verified", Duration.ofSeconds(60));
            board.cutPowerAt("[sim] ota_1 runs");
            Program.Ended ended = running.end(Duration.ofSeconds(120));
            says(ended.failed(5, "has gone back to old").err(), "%bootlog");
        }
        says(board.shell("%ota -S"), "old");
        board.good();
    }
}
