package io.mqboard.transport;

import static io.mqboard.transport.BoardIT.bytes;
import static io.mqboard.transport.BoardIT.failure;
import static io.mqboard.transport.BoardIT.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulated board that speaks protocol 1 only, behind a real broker that queues as little as any. */
@Timeout(120)
class Protocol1IT {
    private static MosquittoServer broker;
    private static SimBoard sim;
    private static BrokerSession session;
    private static Board board;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20");
        sim = SimBoard.start(broker.host(), broker.port(), "lab/old", List.of(), List.of("PROTOCOL=1"));
        session = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null));
        board = session.board("lab/old");
        assertEquals(1, board.attach().get(20, TimeUnit.SECONDS));
    }

    @AfterAll
    static void stop() throws IOException {
        session.close();
        sim.close();
        broker.close();
    }

    @Test
    void exec_modes_behaveAsWithProtocol2() {
        assertEquals("921\n", run(board, ExecMode.REPL, "45+876"));
        assertEquals("", run(board, ExecMode.REPL, "None"));
        assertEquals("None\n", run(board, ExecMode.EVAL, "None"));
        assertEquals("", run(board, ExecMode.EXEC, "45+876"));
        assertEquals("0\n1\n2\n", run(board, ExecMode.REPL, "for i in range(3): print(i)"));
        assertEquals("shown\n", run(board, ExecMode.REPL, "print('shown')"));
        run(board, ExecMode.REPL, "kept = 'it\\'s häß€😀'");
        assertEquals("it's häß€😀\n", run(board, ExecMode.REPL, "print(kept)"));
    }

    @Test
    void exec_exception_hasItsTraceback() {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        Call<Void> call = board.exec(ExecMode.REPL, "<mine>", "1/0", (channel, bytes) -> error.writeBytes(bytes));
        assertEquals(
                "exception",
                assertInstanceOf(BoardErrorException.class, failure(call)).code());
        assertTrue(error.toString(StandardCharsets.UTF_8).contains("ZeroDivisionError"));
    }

    @Test
    void files_ofAnySize_goThereAndBackThroughAShortQueue() throws IOException {
        for (int size : new int[] {0, 1, 1400, 1401, 300_000}) {
            byte[] content = bytes(size, size);
            Path local = Files.write(folder.resolve("local"), content);
            board.put(local, "/it/deep/x", Progress.NONE).result().join();
            assertArrayEquals(content, Files.readAllBytes(sim.flash().resolve("it/deep/x")));
            Path back = folder.resolve("back");
            board.get("/it/deep/x", back, Progress.NONE).result().join();
            assertArrayEquals(content, Files.readAllBytes(back));
        }
        board.remove("/it", true).result().join();
    }

    @Test
    void files_withAwkwardNames_goThereAndBack() throws IOException {
        Path local = Files.write(folder.resolve("local"), bytes(3000, 1));
        List<String> names = List.of("a b", "it's", "say \"x\"", "#1+2", "back\\slash", "new\nline", "ünï€😀", "%s{0}");
        for (String name : names) {
            board.put(local, "/odd#+/" + name, Progress.NONE).result().join();
        }
        List<String> listed = new ArrayList<>();
        board.list("/odd#+", false).result().join().forEach(file -> listed.add(file.path()));
        assertEquals(names.stream().sorted().toList(), listed);
        for (String name : names) {
            Path back = folder.resolve("back");
            board.get("/odd#+/" + name, back, Progress.NONE).result().join();
            assertEquals(-1, Files.mismatch(local, back));
        }
        board.remove("/odd#+", true).result().join();
    }

    @Test
    void fileErrors_haveTheirCodes() throws IOException {
        Path local = Files.write(folder.resolve("local"), bytes(10, 1));
        board.makeFolder("/errors/full", true).result().join();
        board.put(local, "/errors/full/x", Progress.NONE).result().join();
        assertEquals("not-found", code(board.stat("/none")));
        assertEquals("not-found", code(board.get("/none", folder.resolve("b"), Progress.NONE)));
        assertEquals("exists", code(board.makeFolder("/errors", false)));
        assertEquals("not-empty", code(board.removeFolder("/errors/full")));
        assertEquals(10, board.stat("/errors/full/x").result().join().sizeBytes());
        board.rename("/errors/full/x", "/errors/y").result().join();
        assertEquals(List.of("full", "y"), names(board.list("/errors", true)));
        board.remove("/errors", true).result().join();
    }

    private static List<String> names(Call<List<RemoteFile>> call) {
        List<String> names = new ArrayList<>();
        call.result().join().forEach(file -> names.add(file.path()));
        return names;
    }

    private static String code(Call<?> call) {
        return assertInstanceOf(BoardErrorException.class, failure(call)).code();
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
