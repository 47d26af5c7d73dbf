package io.mqboard.bench;

import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ExecMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The heap that the running framework takes on a board. */
final class HeapBench {
    private static final int SEED_BYTES = 50_272;
    private static final String ADDRESS = "bench/heap";

    private HeapBench() {}

    static List<Row> measure(Rig rig) throws Exception {
        int port = rig.broker();
        Path flash = Files.createDirectories(rig.work().resolve(ADDRESS.replace('/', '-')));
        // A changed main.py is the board's own and is kept: this one looks at the heap, then does the same as the real
        // one.
        Files.writeString(
                flash.resolve("main.py"), """
                import gc, machine
                heap_idle = None
                def measure(timer):
                    global heap_idle
                    for i in range(3):
                        gc.collect()
                    heap_idle = gc.mem_alloc() - heap_before
                timer = machine.Timer(3)
                timer.init(mode=machine.Timer.ONE_SHOT, period=3000, callback=measure)
                gc.collect()
                heap_before = gc.mem_alloc()
                """ + Files.readString(rig.root().resolve("esp32/main.py")));
        Path config = Files.writeString(rig.work().resolve("heap.conf"), "SETTING=parts = []\n");
        rig.board(port, ADDRESS, "--config=" + config);
        // The board measures three seconds after its start; a client that comes before would be measured, too.
        new CompletableFuture<Void>()
                .completeOnTimeout(null, 5, TimeUnit.SECONDS)
                .get();
        try (BrokerSession session = BrokerSession.open(BrokerOptions.of(Rig.HOST, port, null))) {
            Board board = session.board(ADDRESS);
            return List.of(idle(Long.parseLong(eval(board, "heap_idle"))), inUse(board));
        }
    }

    private static Row idle(long bytes) {
        return new Row(
                "heap of the running framework",
                bytes + " bytes",
                SEED_BYTES + " bytes (the seed: MQTT, logging and REPL, on the same MicroPython)",
                Figures.number((double) bytes / SEED_BYTES),
                "<= " + SEED_BYTES + " bytes",
                bytes <= SEED_BYTES,
                "gc.mem_alloc() after a collection on a simulated board three seconds after its start, connected, before any client"
                        + " came, minus the same before main.py imported anything");
    }

    private static Row inUse(Board board) throws Exception {
        eval(board, "gc.collect()");
        long bytes = Long.parseLong(eval(board, "(gc.collect(), gc.mem_alloc() - heap_before)[1]"));
        return new Row(
                "the same while a client evaluates",
                bytes + " bytes",
                "-",
                "-",
                "none",
                true,
                "with that client's session, its reply buffer and the running evaluation: parts that load when first needed");
    }

    private static String eval(Board board, String expression) throws Exception {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        board.exec(ExecMode.EVAL, "<bench>", expression, (channel, bytes) -> value.writeBytes(bytes))
                .result()
                .get(10, TimeUnit.SECONDS);
        return value.toString(StandardCharsets.UTF_8).strip();
    }
}
