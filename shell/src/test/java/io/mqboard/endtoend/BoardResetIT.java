package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board is reset, or loses power, in the middle: the shell says so and goes on, and files are whole or not there. */
class BoardResetIT extends OneBoard {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void evalThatBlocks_saysThatTheBoardWasReset() {
        evalEnds("""
                import time
                for i in range(6000):
                    if i == 0: print("begun")
                    time.sleep_ms(10)
                """, board::reset);
    }

    @Test
    void evalThatAwaits_saysThatTheBoardLostPower() {
        evalEnds("""
                import asyncio
                print("begun"); await asyncio.sleep(60)
                """, board::cutPower);
    }

    private static void evalEnds(String code, Runnable reset) {
        int connections = board.connections();
        try (Program.Running running = program.start("-c", code)) {
            running.out().await("begun\n", LIMIT);
            reset.run();
            board.awaitConnections(connections + 1);
            Program.Ended ended = running.end(SOON).failed(1, "the board was reset while this ran");
            assertEquals("begun\n", ended.out());
        }
        assertEquals("2\n", program.succeed("eval", "1+1"));
    }

    @Test
    void shellGoesOn() {
        int connections = board.connections();
        try (TerminalWindow window = program.window()) {
            window.awaitText("mqboard>", LIMIT);
            window.enter("import time");
            window.enter("print('be' + 'gun'); time.sleep(60)");
            window.awaitText("begun", LIMIT);
            board.reset();
            window.awaitText("the board was reset while this ran", SOON);
            board.awaitConnections(connections + 1);
            window.enter("print('again', 6*7)");
            window.awaitText("again 42", SOON);
        }
    }

    /** A line so slow that a test can do something in the middle of a transfer. */
    private static FaultProxy slowed() {
        FaultProxy proxy = FaultProxy.mqtt("127.0.0.1", broker.port());
        proxy.toServer().bytesPerSecond(2_000_000);
        return proxy;
    }

    @Test
    void put_resumesWithoutSendingTwice() throws IOException {
        byte[] content = Samples.random(3_000_000, 3);
        Path local = Files.write(folder.resolve("local.bin"), content);
        int connections = board.connections();
        try (FaultProxy proxy = slowed();
                Program.Running running = Program.at(proxy.port())
                        .with("-b", "t/one", "-J")
                        .start("put", local.toString(), ":/big.bin")) {
            Samples.awaitLarger(board.flash(), ".mqb-*", 1_500_000);
            board.cutPower();
            Program.Ended ended = running.end(LIMIT);
            assertEquals(0, ended.code(), ended::toString);
            JsonObject result = JsonParser.parseString(ended.out()).getAsJsonObject();
            assertTrue(result.get("resumed").getAsLong() > 1_300_000, ended::toString);
            long sent = proxy.toServer().bytes();
            assertTrue(sent < content.length + 400_000, sent + " bytes were sent");
        }
        assertEquals(connections + 1, board.connections());
        assertArrayEquals(content, Files.readAllBytes(board.flash().resolve("big.bin")));
        assertEquals(-1, Samples.largest(board.flash(), ".mqb-*"));
    }

    @Test
    void putThatWasGivenUp_isResumedByTheNext() throws IOException {
        byte[] content = Samples.random(2_000_000, 4);
        Path local = Files.write(folder.resolve("local.bin"), content);
        try (FaultProxy proxy = slowed();
                Program.Running running =
                        Program.at(proxy.port()).board("t/one").start("put", local.toString(), ":/later.bin")) {
            Samples.awaitLarger(board.flash(), ".mqb-*", 1_000_000);
            running.kill();
        }
        String said = program.with("-J").succeed("put", local.toString(), ":/later.bin");
        JsonObject result = JsonParser.parseString(said).getAsJsonObject();
        assertTrue(result.get("resumed").getAsLong() > 900_000, said);
        assertArrayEquals(content, Files.readAllBytes(board.flash().resolve("later.bin")));
        assertEquals(-1, Samples.largest(board.flash(), ".mqb-*"));
    }

    @Test
    void get_goesOn() throws IOException {
        byte[] content = Samples.random(4_000_000, 5);
        Files.write(board.flash().resolve("source.bin"), content);
        Path target = Files.createDirectory(folder.resolve("target"));
        int connections = board.connections();
        try (Program.Running running =
                program.start("get", ":/source.bin", target.resolve("back.bin").toString())) {
            Samples.awaitLarger(target, "*", 500_000);
            board.reset();
            Program.Ended ended = running.end(LIMIT);
            assertEquals(0, ended.code(), ended::toString);
        }
        assertEquals(connections + 1, board.connections());
        assertArrayEquals(content, Files.readAllBytes(target.resolve("back.bin")));
        assertEquals(1, Samples.count(target));
        Files.delete(board.flash().resolve("source.bin"));
    }

    @Test
    void powerCutInTheMiddleOfAWrite_leavesTheOldFile() throws IOException {
        byte[] old = Samples.random(5000, 6);
        byte[] fresh = Samples.random(300_000, 7);
        Path local = Files.write(folder.resolve("local.bin"), fresh);
        try (SimBoard weak = Boards.start(broker.port(), "t/weak", "POWER_CUT_AT=50")) {
            Files.write(weak.flash().resolve("data.bin"), old);
            try (Program.Running running =
                    Program.at(broker.port()).board("t/weak").start("put", local.toString(), ":/data.bin")) {
                weak.awaitConnections(2);
                Program.Ended ended = running.end(LIMIT);
                assertEquals(0, ended.code(), ended::toString);
            }
            assertArrayEquals(fresh, Files.readAllBytes(weak.flash().resolve("data.bin")));
            assertEquals(-1, Samples.largest(weak.flash(), ".mqb-*"));
        }
    }
}
