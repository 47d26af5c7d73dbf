package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker dies in the middle and comes back: everything is finished, once and whole. */
class BrokerKilledIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private MosquittoServer broker;
    private SimBoard board;
    private Program program;

    @BeforeEach
    void start() {
        broker = MosquittoServer.plain();
        board = Boards.start(broker.port(), "t/one");
        program = Program.at(broker.port()).board("t/one");
    }

    @AfterEach
    void stop() throws IOException {
        board.close();
        broker.close();
    }

    /** A power cut: the connections are reset, and a moment later all is back, empty. */
    private void killAndRestart() throws IOException {
        broker.kill();
        broker.start();
    }

    @Test
    void evalThatBlocksTheBoard_losesAndRepeatsNothing() throws IOException {
        String code = """
                import time
                n = globals().get('n', 0) + 1
                for i in range(600):
                    print(i)
                    time.sleep_ms(5)
                """;
        survives(code, 600);
    }

    @Test
    void evalThatAwaits_losesAndRepeatsNothing() throws IOException {
        String code = """
                import asyncio
                n = globals().get('n', 0) + 1
                for i in range(300):
                    print(i)
                    await asyncio.sleep_ms(10)
                """;
        survives(code, 300);
    }

    @Test
    void evalThatPrintsFasterThanTheNetwork_losesAndRepeatsNothing() throws IOException {
        String code = """
                n = globals().get('n', 0) + 1
                for i in range(150000):
                    print(i)
                """;
        survives(code, 150_000);
    }

    private void survives(String code, int numbers) throws IOException {
        try (Program.Running running = program.start("-c", code)) {
            running.out().await("\n100\n", LIMIT);
            killAndRestart();
            assertFalse(running.out().text().contains("\n" + (numbers - 1) + "\n"), "too late");
            Program.Ended ended = running.end(LIMIT);
            assertEquals(0, ended.code(), ended::toString);
            assertEquals(Samples.numbers(numbers), ended.out());
        }
        assertEquals("1\n", program.succeed("eval", "n"));
    }

    @Test
    void put_goesOn() throws IOException {
        byte[] content = Samples.random(2_000_000, 1);
        Path local = Files.write(folder.resolve("local.bin"), content);
        try (Program.Running running = program.start("put", local.toString(), ":/big.bin")) {
            Samples.awaitLarger(board.flash(), ".mqb-*", 200_000);
            killAndRestart();
            Program.Ended ended = running.end(LIMIT);
            assertEquals(0, ended.code(), ended::toString);
        }
        assertArrayEquals(content, Files.readAllBytes(board.flash().resolve("big.bin")));
        assertEquals(-1, Samples.largest(board.flash(), ".mqb-*"));
    }

    @Test
    void get_goesOn() throws IOException {
        byte[] content = Samples.random(4_000_000, 2);
        Files.write(board.flash().resolve("big.bin"), content);
        Path target = Files.createDirectory(folder.resolve("target"));
        try (Program.Running running =
                program.start("get", ":/big.bin", target.resolve("back.bin").toString())) {
            Samples.awaitLarger(target, "*", 200_000);
            killAndRestart();
            Program.Ended ended = running.end(LIMIT);
            assertEquals(0, ended.code(), ended::toString);
        }
        assertArrayEquals(content, Files.readAllBytes(target.resolve("back.bin")));
        assertEquals(1, Samples.count(target));
    }
}
