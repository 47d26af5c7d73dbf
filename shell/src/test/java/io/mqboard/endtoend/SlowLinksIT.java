package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that keeps 20 messages for a client, and between it and both ends a line that is slow, far, or not to be trusted. */
class SlowLinksIT {
    @TempDir
    private Path folder;

    private static MosquittoServer broker;
    private static FaultProxy boardsLine;
    private static FaultProxy ourLine;
    private static SimBoard board;
    private static Program program;

    @BeforeAll
    static void start() {
        broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20");
        boardsLine = FaultProxy.mqtt("127.0.0.1", broker.port());
        ourLine = FaultProxy.mqtt("127.0.0.1", broker.port());
        board = Boards.start(boardsLine.port(), "t/slow");
        program = Program.at(ourLine.port()).board("t/slow");
    }

    @AfterAll
    static void stop() throws IOException {
        board.close();
        ourLine.close();
        boardsLine.close();
        broker.close();
    }

    @BeforeEach
    void perfectLines() {
        for (FaultProxy line : new FaultProxy[] {boardsLine, ourLine}) {
            line.toClient().clear();
            line.toServer().clear();
        }
    }

    /** Runs each kind of command with so many bytes: all of them arrive, and none is run twice. */
    private double everythingWorks(int size) throws IOException {
        int lines = size / 8;
        byte[] content = Samples.random(size, size);
        Path local = Files.write(folder.resolve("local.bin"), content);
        Path back = folder.resolve("back.bin");
        StringBuilder expected = new StringBuilder("921\n");
        for (int i = 0; i < lines; i++) {
            expected.append(String.format(Locale.ROOT, "%07d\n", i));
        }
        long start = System.nanoTime();
        String out = program.succeed("-c", String.format(Locale.ROOT, """
                45+876
                calls = 0
                for i in range(%d): print('%%07d' %% i)
                %%put %s :/slow.bin
                calls += 1
                %%get :/slow.bin %s
                calls += 1
                calls
                """, lines, local, back));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(expected + "2\n", out);
        assertArrayEquals(content, Files.readAllBytes(board.flash().resolve("slow.bin")));
        assertArrayEquals(content, Files.readAllBytes(back));
        return seconds;
    }

    @Test
    void fewMessagesQueued() throws IOException {
        everythingWorks(400_000);
    }

    @Test
    void boardAtTwentyKilobytesASecond() throws IOException {
        boardsLine.toClient().bytesPerSecond(20_000);
        boardsLine.toServer().bytesPerSecond(20_000);
        double seconds = everythingWorks(30_000);
        assertTrue(seconds > 4.5, "the line was not slow: " + seconds + " s");
        assertTrue(seconds < 15, "most of the line was not used: " + seconds + " s");
    }

    @Test
    void slowReaderOfTheOutput() throws IOException {
        ourLine.toClient().bytesPerSecond(100_000);
        everythingWorks(150_000);
    }

    @Test
    void farAway() throws IOException {
        Duration half = Duration.ofMillis(100);
        boardsLine.toClient().latency(half);
        boardsLine.toServer().latency(half);
        double seconds = everythingWorks(100_000);
        assertTrue(seconds < 15, "the round trips add up: " + seconds + " s");
    }

    @Test
    void everyMessageTwice() throws IOException {
        for (FaultProxy line : new FaultProxy[] {boardsLine, ourLine}) {
            line.toClient().duplicatePublishes(true);
            line.toServer().duplicatePublishes(true);
        }
        everythingWorks(200_000);
    }

    @Test
    void pairsInTheWrongOrder() throws IOException {
        boardsLine.toClient().swapPublishes(true);
        everythingWorks(20_000);
    }

    @Test
    void everyTenthMessageIsLost() throws IOException {
        boardsLine.toClient().dropEvery(10);
        boardsLine.toServer().dropEvery(9);
        everythingWorks(30_000);
    }
}
