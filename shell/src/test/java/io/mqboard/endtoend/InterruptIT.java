package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C stops what runs on the board, soon, and the board's connection and its application go on. */
class InterruptIT extends OneBoard {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long SOON_MILLIS = 2500;

    @TempDir
    private Path folder;

    private static int connections = 1;

    @AfterEach
    void theConnectionSurvived() {
        assertEquals("2\n", program.succeed("eval", "1+1"));
        assertEquals(connections, board.connections());
    }

    /** Interrupts it; it ends with 130 within a moment. */
    private static Program.Ended stops(Program.Running running) {
        long start = System.nanoTime();
        running.interrupt();
        Program.Ended ended = running.end(LIMIT).plain();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertEquals(130, ended.code(), ended::toString);
        assertTrue(millis < SOON_MILLIS, millis + " ms: " + ended);
        return ended;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print('begun')\nwhile True: pass",
                "print('begun')\nimport time\nwhile True: time.sleep(1)",
                "print('begun')\nimport asyncio\nawait asyncio.sleep(60)",
                "print('begun')\nimport asyncio\nasyncio.run(asyncio.sleep(60))",
                "print('begun')\nx = []\nwhile True: x = [1] * 100",
                "while True: print('begun')",
            })
    void lines(String code) {
        try (Program.Running running = program.start("-c", code + "\nprint('not reached')")) {
            running.out().await("begun\n", LIMIT);
            Program.Ended ended = stops(running);
            assertFalse(ended.out().contains("not reached"), ended::toString);
        }
    }

    @Test
    void oneShot() {
        try (Program.Running running = program.start("eval", "print('begun') or [None for _ in iter(int, 1)]")) {
            running.out().await("begun\n", LIMIT);
            stops(running);
        }
    }

    @Test
    void script() throws IOException {
        Path script = Files.writeString(folder.resolve("long.mqs"), "print('begun')\nwhile True: pass\nprint('no')\n");
        try (Program.Running running = program.start(script.toString())) {
            running.out().await("begun\n", LIMIT);
            stops(running);
        }
    }

    @Test
    void theSecondOne_whateverTheBoardDoes() {
        String code =
                "print('begun')\nwhile True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass";
        try (Program.Running running = program.start("-c", code)) {
            running.out().await("begun\n", LIMIT);
            running.interrupt();
            Program.Ended ended = running.end(LIMIT).plain();
            assertEquals(130, ended.code(), ended::toString);
        }
        board.reset();
        board.awaitConnections(++connections);
    }

    @Test
    void codeThatCatchesIt_onceOnly() {
        String code = """
                import time
                def stubborn():
                    try:
                        print('begun')
                        while True: pass
                    except KeyboardInterrupt:
                        print('caught')
                        time.sleep_ms(300)
                        print('cleaned up')
                stubborn()
                """;
        try (Program.Running running = program.start("-c", code)) {
            running.out().await("begun\n", LIMIT);
            running.interrupt();
            Program.Ended ended = running.end(LIMIT);
            assertTrue(ended.out().contains("caught\ncleaned up\n"), ended::toString);
        }
    }

    @Test
    void put_leavesTheOldFile() throws IOException {
        Files.writeString(board.flash().resolve("data.txt"), "old");
        Path local = Files.write(folder.resolve("new"), Samples.random(2_000_000, 1));
        try (FaultProxy proxy = FaultProxy.mqtt("127.0.0.1", broker.port())) {
            proxy.toServer().bytesPerSecond(300_000);
            Program slow = Program.at(proxy.port()).board("t/one");
            try (Program.Running running = slow.start("put", local.toString(), ":/data.txt")) {
                Samples.awaitLarger(board.flash(), ".mqb-*", 50_000);
                stops(running);
            }
        }
        assertEquals("old", Files.readString(board.flash().resolve("data.txt")));
    }

    @Test
    void get_leavesTheOldFile() throws IOException {
        Files.write(board.flash().resolve("big.bin"), Samples.random(2_000_000, 1));
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.writeString(target.resolve("big.bin"), "old");
        try (FaultProxy proxy = FaultProxy.mqtt("127.0.0.1", broker.port())) {
            proxy.toClient().bytesPerSecond(300_000);
            Program slow = Program.at(proxy.port()).board("t/one");
            try (Program.Running running = slow.start("get", ":/big.bin", target.toString())) {
                Samples.awaitLarger(target, "*", 50_000);
                stops(running);
            }
        }
        assertEquals("old", Files.readString(target.resolve("big.bin")));
        assertEquals(1, Samples.count(target));
    }

    @Test
    void boardOutOfReach_endsAllTheSame() throws IOException {
        try (FaultProxy proxy = FaultProxy.mqtt("127.0.0.1", broker.port());
                SimBoard far = Boards.start(proxy.port(), "t/far")) {
            try (Program.Running running =
                    Program.at(broker.port()).board(far.prefix()).start("-c", "print('begun')\nwhile True: pass")) {
                running.out().await("begun\n", LIMIT);
                proxy.toClient().silent(true);
                proxy.toServer().silent(true);
                long start = System.nanoTime();
                running.interrupt();
                Program.Ended ended = running.end(LIMIT).plain();
                assertEquals(130, ended.code(), ended::toString);
                assertTrue(System.nanoTime() - start < Duration.ofSeconds(6).toNanos(), ended::toString);
            }
        }
    }

    @Test
    void inTheShell_thePromptIsBack() {
        try (TerminalWindow window = program.window()) {
            window.awaitText("mqboard>", LIMIT);
            window.enter("for i in range(10**9): x = i or print('be' + 'gun')");
            window.awaitText("...", LIMIT);
            window.enter("");
            window.awaitText("begun", LIMIT);
            window.press("C-c");
            window.awaitText("KeyboardInterrupt", Duration.ofMillis(SOON_MILLIS));
            window.enter("print(6 * 7)");
            window.awaitText("\n42\n", LIMIT);
        }
    }

    @Test
    void codeOfAShellThatDied_isStoppedByAnother() {
        try (Program.Running running = program.start("-c", "print('begun')\nwhile True: pass")) {
            running.out().await("begun\n", LIMIT);
            running.kill();
        }
        assertEquals("", program.succeed("interrupt"));
    }

    @Test
    void taskOfTheApplicationThatBlocks_isStopped() throws IOException {
        try (SimBoard hung = SimBoard.start(
                "127.0.0.1", broker.port(), "t/hung", List.of(), List.of("SETTING=parts = ['blinky', 'hung']"))) {
            Files.writeString(
                    hung.flash().resolve("src/hung.py"),
                    "from mqboard.compat import pause\n"
                            + "async def start(client, settings):\n"
                            + "    while not client.up:\n"
                            + "        await pause(50)\n"
                            + "    await pause(300)\n"
                            + "    print('now it blocks')\n"
                            + "    while True:\n"
                            + "        pass\n");
            hung.reset();
            hung.awaitConnections(2);
            Awaitility.await().atMost(LIMIT).until(() -> hung.console().contains("now it blocks"));
            Program other = Program.at(broker.port()).board("t/hung");
            other.succeed("interrupt");
            assertEquals("2\n", other.succeed("eval", "1+1"));
            assertEquals(2, hung.connections());
        }
    }

    /** The application that every simulated board runs changes its LED twice a second. */
    @Test
    void blinkyKeepsItsPeriod_whileFilesMove() throws IOException {
        Path local = Files.write(folder.resolve("big"), Samples.random(3_000_000, 1));
        String out = program.succeed("-c", String.format(Locale.ROOT, """
                import blinky, time
                blinky.late_ms = 0
                start = time.ticks_ms(); count = blinky.count
                %%put %s :/big.bin
                %%get :/big.bin %s
                took = time.ticks_diff(time.ticks_ms(), start)
                print(blinky.late_ms, blinky.count - count, took)
                """, local, folder.resolve("back")));
        String[] words = out.trim().split(" ");
        int late = Integer.parseInt(words[0]);
        int changes = Integer.parseInt(words[1]);
        int took = Integer.parseInt(words[2]);
        assertTrue(late < 250, "late by ms, changes, ms: " + out);
        assertTrue(Math.abs(changes - took / 500) <= 1, "late by ms, changes, ms: " + out);
    }
}
