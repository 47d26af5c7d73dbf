package io.mqboard.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A simulated board that speaks protocol 1 only, behind a real broker that queues as little as any. */
class Protocol1IT extends BoardContract {
    @BeforeAll
    static void start() throws Exception {
        start("lab/old", 1, "PROTOCOL=1");
    }

    @Override
    int[] fileSizes() {
        return new int[] {0, 1, 1400, 1401, 300_000};
    }

    @Override
    List<String> moreNames() {
        return List.of("new\nline");
    }

    @Test
    void times_countFrom1970_thoughTheBoardsClockCountsFrom2000() throws IOException {
        board.put(Files.write(folder.resolve("local"), bytes(10, 1)), "/dated/x", Progress.NONE)
                .result()
                .join();
        long changed = Files.getLastModifiedTime(sim.flash().resolve("dated/x")).to(TimeUnit.SECONDS);
        assertEquals(changed, board.stat("/dated/x").result().join().modifiedSeconds());
        assertEquals(changed, board.list("/dated", false).result().join().get(0).modifiedSeconds());
        assertEquals(
                changed, board.list("/dated/x", false).result().join().get(0).modifiedSeconds());
        board.remove("/dated", true).result().join();
    }

    @Test
    void list_manyEntries_comeInPages() {
        run(
                board,
                ExecMode.EXEC,
                "import os\nos.mkdir('/many')\nfor i in range(150): open('/many/%03d' % i, 'w').close()");
        List<String> names = names(board.list("/many", false));
        assertEquals(150, names.size());
        assertEquals("149", names.get(149));
        board.remove("/many", true).result().join();
    }

    @Test
    void brokerRestarted_aPutBeginsAnewAndEndsWell() throws Exception {
        byte[] content = bytes(400_000, 3);
        Path local = Files.write(folder.resolve("local"), content);
        CountDownLatch moving = new CountDownLatch(1);
        Call<Void> put = board.put(local, "/again", (done, total, resumed) -> moving.countDown());
        assertTrue(moving.await(20, TimeUnit.SECONDS));
        int before = sim.connections();
        broker.kill();
        broker.start();
        sim.awaitConnections(before + 1);
        put.result().get(60, TimeUnit.SECONDS);
        assertArrayEquals(content, Files.readAllBytes(sim.flash().resolve("again")));
    }

    @Test
    void await_isRefused() {
        Call<Void> call = board.exec(ExecMode.AWAIT, "<stdin>", "async def __mqb__(): pass", (channel, bytes) -> {});
        assertEquals(
                "unsupported",
                assertInstanceOf(BoardErrorException.class, failure(call)).code());
    }
}
