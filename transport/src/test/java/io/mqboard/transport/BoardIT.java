package io.mqboard.transport;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulated board of protocol 2 behind a real broker that queues as little as any. */
@Timeout(120)
class BoardIT {
    private static MosquittoServer broker;
    private static SimBoard sim;
    private static BrokerSession session;
    private static Board board;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20");
        sim = SimBoard.start(broker.host(), broker.port(), "lab/it");
        session = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null));
        board = session.board("lab/it");
        assertEquals(2, board.attach().get(20, TimeUnit.SECONDS));
    }

    @AfterAll
    static void stop() throws IOException {
        session.close();
        sim.close();
        broker.close();
    }

    /** Runs a source and returns all that came. */
    static String run(Board on, ExecMode mode, String source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        on.exec(mode, "<stdin>", source, (channel, bytes) -> out.writeBytes(bytes))
                .result()
                .join();
        return out.toString(StandardCharsets.UTF_8);
    }

    static Throwable failure(Call<?> call) {
        try {
            call.result().join();
        } catch (CompletionException e) {
            return e.getCause();
        }
        throw new AssertionError("did not fail");
    }

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Path local(byte[] content) throws IOException {
        return Files.write(folder.resolve("local"), content);
    }

    @Test
    void exec_modes_behaveAsAtTheBoardsOwnPrompt() {
        assertEquals("921\n", run(board, ExecMode.REPL, "45+876"));
        assertEquals("", run(board, ExecMode.REPL, "None"));
        assertEquals("None\n", run(board, ExecMode.EVAL, "None"));
        assertEquals("", run(board, ExecMode.EXEC, "45+876"));
        assertEquals("0\n1\n2\n", run(board, ExecMode.REPL, "for i in range(3): print(i)"));
        run(board, ExecMode.REPL, "kept = 'häß€😀'");
        assertEquals("häß€😀\n", run(board, ExecMode.REPL, "print(kept)"));
    }

    @Test
    void exec_exception_hasItsTraceback() {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        Call<Void> call = board.exec(ExecMode.REPL, "<mine>", "1/0", (channel, bytes) -> error.writeBytes(bytes));
        assertEquals(
                "exception",
                assertInstanceOf(BoardErrorException.class, failure(call)).code());
        assertTrue(error.toString(StandardCharsets.UTF_8).contains("File \"<mine>\", line 1"));
    }

    @Test
    void exec_aMegabyteOfOutput_arrivesWhole() {
        String out = run(board, ExecMode.EXEC, "for i in range(1000): print('%05d' % i, 'x' * 1000)");
        assertEquals(1000 * 1007, out.length());
        assertTrue(out.endsWith("00999 " + "x".repeat(1000) + "\n"));
    }

    @Test
    void interrupt_endlessLoop_endsWithinASecondAndTheNextRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Call<Void> call = board.exec(
                ExecMode.EXEC, "<stdin>", "print('go')\nwhile True: pass", (channel, bytes) -> running.countDown());
        Call<Void> queued = board.exec(ExecMode.EXEC, "<stdin>", "2", (channel, bytes) -> {});
        assertTrue(running.await(10, TimeUnit.SECONDS));
        long before = System.nanoTime();
        call.interrupt();
        assertInstanceOf(InterruptedCallException.class, failure(call));
        assertTrue(System.nanoTime() - before < 1_000_000_000L);
        queued.result().get(10, TimeUnit.SECONDS);
        assertEquals("2\n", run(board, ExecMode.REPL, "1+1"));
    }

    @Test
    void exec_thatBlocksForLong_isNotTakenForDead() throws Exception {
        BrokerOptions quick = BrokerOptions.of(broker.host(), broker.port(), null)
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2));
        try (BrokerSession other = BrokerSession.open(quick)) {
            String source = "import time\ntime.sleep(5)\nprint('done')";
            assertEquals("done\n", run(other.board("lab/it"), ExecMode.EXEC, source));
        }
    }

    @Test
    void files_ofAnySize_goThereAndBack() throws IOException {
        for (int size : new int[] {0, 1, 4096, 32769, 1_500_000}) {
            byte[] content = bytes(size, size);
            board.put(local(content), "/it/deep/er/x", Progress.NONE).result().join();
            assertArrayEquals(content, Files.readAllBytes(sim.flash().resolve("it/deep/er/x")));
            Path back = folder.resolve("back");
            board.get("/it/deep/er/x", back, Progress.NONE).result().join();
            assertArrayEquals(content, Files.readAllBytes(back));
        }
        board.remove("/it", true).result().join();
    }

    @Test
    void files_withAwkwardNames_goThereAndBack() throws IOException {
        List<String> names =
                List.of("a b", "it's", "say \"x\"", "#1+2", "back\\slash", "ünï€😀", "n".repeat(200), "%s{0}", "-rf");
        for (String name : names) {
            board.put(local(bytes(10, 1)), "/odd/" + name, Progress.NONE)
                    .result()
                    .join();
        }
        List<String> listed = new ArrayList<>();
        board.list("/odd", false).result().join().forEach(file -> listed.add(file.path()));
        assertEquals(names.stream().sorted().toList(), listed);
        for (String name : names) {
            Path back = folder.resolve("back");
            board.get("/odd/" + name, back, Progress.NONE).result().join();
            assertEquals(10, Files.size(back));
            board.rename("/odd/" + name, "/odd/z").result().join();
            board.remove("/odd/z", false).result().join();
        }
        board.removeFolder("/odd").result().join();
    }

    @Test
    void fileErrors_haveTheirCodes() throws IOException {
        Path file = local(bytes(10, 1));
        board.makeFolder("/errors/full", true).result().join();
        board.put(file, "/errors/full/x", Progress.NONE).result().join();
        assertEquals("not-found", code(board.stat("/none")));
        assertEquals("not-found", code(board.get("/none", folder.resolve("b"), Progress.NONE)));
        assertEquals("is-dir", code(board.put(file, "/errors/full", Progress.NONE)));
        assertEquals("is-dir", code(board.get("/errors", folder.resolve("b"), Progress.NONE)));
        assertEquals("exists", code(board.makeFolder("/errors", false)));
        assertEquals("not-empty", code(board.removeFolder("/errors/full")));
        assertEquals("not-found", code(board.rename("/none", "/errors/y")));
        board.remove("/errors", true).result().join();
    }

    private static String code(Call<?> call) {
        return assertInstanceOf(BoardErrorException.class, failure(call)).code();
    }

    @Test
    void list_recursive_namesAllBelow() {
        List<String> names = new ArrayList<>();
        board.list("/", true).result().join().forEach(file -> names.add(file.path() + (file.folder() ? "/" : "")));
        assertTrue(
                names.containsAll(List.of("main.py", "lib/", "lib/mqboard/", "lib/mqboard/frames.py")),
                names.toString());
    }

    @Test
    void twoSessions_onOneBoard_doNotDisturbEachOther() throws Exception {
        try (BrokerSession other = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null))) {
            Board same = other.board("lab/it");
            List<Call<Void>> calls = new ArrayList<>();
            List<ByteArrayOutputStream> outputs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                outputs.add(out);
                String source = "for i in range(100): print(" + i + ", i)";
                calls.add((i % 2 == 0 ? board : same)
                        .exec(ExecMode.EXEC, "<stdin>", source, (channel, bytes) -> out.writeBytes(bytes)));
            }
            Call<Void> put = same.put(local(bytes(300_000, 3)), "/two", Progress.NONE);
            Call<Void> call = board.put(local(bytes(300_000, 3)), "/three", Progress.NONE);
            for (int i = 0; i < 20; i++) {
                calls.get(i).result().get(60, TimeUnit.SECONDS);
                int number = i;
                StringBuilder wanted = new StringBuilder();
                for (int k = 0; k < 100; k++) {
                    wanted.append(number).append(' ').append(k).append('\n');
                }
                assertEquals(wanted.toString(), outputs.get(i).toString(StandardCharsets.UTF_8));
            }
            put.result().get(60, TimeUnit.SECONDS);
            call.result().get(60, TimeUnit.SECONDS);
        }
        assertEquals(-1, Files.mismatch(sim.flash().resolve("two"), sim.flash().resolve("three")));
    }

    @Test
    void discovery_findsTheBoard() throws Exception {
        try (BrokerSession other = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null))) {
            other.connected().get(10, TimeUnit.SECONDS);
            other.discover();
            other.discovered().get(10, TimeUnit.SECONDS);
            BoardStatus status = other.boards().get(0);
            assertEquals("lab/it", status.address());
            assertTrue(status.online()
                    && status.freeBytes() > 10_000
                    && status.capabilities().contains("exec"));
        }
    }

    @Test
    void attach_noBoardThere_isOfflineInTime() throws Exception {
        BrokerOptions quick = BrokerOptions.of(broker.host(), broker.port(), null)
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2));
        try (BrokerSession other = BrokerSession.open(quick)) {
            Board none = other.board("lab/none");
            Call<Void> call = none.exec(ExecMode.REPL, "<stdin>", "1", (channel, bytes) -> {});
            assertInstanceOf(BoardOfflineException.class, failure(call));
        }
    }

    @Test
    void leftOvers_noneOnTheFlash() throws IOException {
        board.put(local(bytes(100, 1)), "/left", Progress.NONE).result().join();
        try (Stream<Path> files = Files.walk(sim.flash())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().startsWith(".mqb-"))
                            .toList());
        }
    }
}
