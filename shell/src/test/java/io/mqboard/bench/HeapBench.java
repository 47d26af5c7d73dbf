package io.mqboard.bench;

import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ExecMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The heap that the running framework takes on a board. */
final class HeapBench {
    private static final int SEED_BYTES = 50_272;
    private static final String ADDRESS = "bench/heap";

    private static final String IDLE = "connected, before any client came";
    private static final String IN_USE =
            "with that client's session, its reply buffer and the running evaluation: parts that load when first needed";
    private static final String AGAIN = "what was loaded for the client has been unloaded";

    private HeapBench() {}

    static List<Row> measure(Rig rig) throws Exception {
        int port = rig.broker();
        Path flash = Files.createDirectories(rig.work().resolve(ADDRESS.replace('/', '-')));
        // A changed boot.py is the board's own and is kept: this one looks at the heap, then does the same as the real
        // one.
        Path device = rig.root().resolve("esp32");
        Files.writeString(
                flash.resolve("boot.py"),
                Files.readString(device.resolve("tests/measured.py")) + Files.readString(device.resolve("boot.py")));
        Path config = Files.writeString(rig.work().resolve("heap.conf"), "SETTING=parts = []\nSETTING=orphan_s = 2\n");
        rig.board(port, ADDRESS, "--config=" + config);
        // The board looks two seconds after its start, and two seconds after its last client has left; a client that
        // comes before would be measured, too.
        pause();
        List<Row> rows = new ArrayList<>();
        try (BrokerSession session = BrokerSession.open(BrokerOptions.of(Rig.HOST, port, null))) {
            Board board = session.board(ADDRESS);
            eval(board, "6*7");
            long used = Long.parseLong(eval(board, "heap_used()"));
            rows.add(row("heap of the running framework", Long.parseLong(eval(board, "heap_first")), IDLE));
            rows.add(row("the same while a client evaluates", used, IN_USE));
        }
        pause();
        try (BrokerSession session = BrokerSession.open(BrokerOptions.of(Rig.HOST, port, null))) {
            String again = eval(session.board(ADDRESS), "heap_again");
            rows.add(row("the same after the client has left", Long.parseLong(again), AGAIN));
        }
        return rows;
    }

    private static void pause() throws Exception {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, 8, TimeUnit.SECONDS)
                .get();
    }

    private static Row row(String name, long bytes, String how) {
        return new Row(
                name,
                bytes + " bytes",
                SEED_BYTES + " bytes (the seed: MQTT, logging and REPL, on the same MicroPython)",
                Figures.number((double) bytes / SEED_BYTES),
                "<= " + SEED_BYTES + " bytes",
                bytes <= SEED_BYTES,
                "gc.mem_alloc() after a collection on a simulated board, minus the same before boot.py did anything; "
                        + how);
    }

    private static String eval(Board board, String expression) throws Exception {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        board.exec(ExecMode.EVAL, "<bench>", expression, (channel, bytes) -> value.writeBytes(bytes))
                .result()
                .get(10, TimeUnit.SECONDS);
        return value.toString(StandardCharsets.UTF_8).strip();
    }
}
