package io.mqboard.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A simulated board of protocol 2 behind a real broker that queues as little as any. */
class BoardIT extends BoardContract {
    @BeforeAll
    static void start() throws Exception {
        start("lab/it", 2);
    }

    @Override
    int[] fileSizes() {
        return new int[] {0, 1, 4096, 32769, 1_500_000};
    }

    @Override
    List<String> moreNames() {
        return List.of("n".repeat(200));
    }

    @Test
    void exec_exception_namesItsSource() {
        assertTrue(tracebackOf("1/0", "<mine>").contains("File \"<mine>\", line 1"));
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
    void names_ofGlobalsModulesAndObjects_areToldWithoutRunningAnything() {
        run(
                board,
                ExecMode.EXEC,
                "class Lamp:\n def light(self): pass\n @property\n def now(self): 1/0\nlamp = Lamp()\nlamp.pin = 5");
        assertTrue(board.status().orElseThrow().capabilities().contains("names"));
        PythonNames globals = board.names("").result().join();
        assertTrue(globals.names().containsAll(List.of("lamp", "print", "OSError")), globals.toString());
        assertEquals(
                new PythonNames(List.of("light", "now", "pin"), "Lamp", null),
                board.names("lamp").result().join());
        assertEquals("5", board.names("lamp.pin").result().join().value());
        assertTrue(board.names("machine.Pin").result().join().names().contains("OUT"));
        assertEquals("not-found", code(board.names("lamp.now.real")));
        assertEquals("not-found", code(board.names("print()")));
    }

    @Test
    void filesAndFolders_inEachOthersPlace_areRefused() throws IOException {
        Path file = local(bytes(10, 1));
        board.makeFolder("/places/full", true).result().join();
        assertEquals("is-dir", code(board.put(file, "/places/full", Progress.NONE)));
        assertEquals("is-dir", code(board.get("/places", folder.resolve("b"), Progress.NONE)));
        board.remove("/places", true).result().join();
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
