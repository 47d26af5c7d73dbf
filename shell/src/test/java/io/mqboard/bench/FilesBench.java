package io.mqboard.bench;

import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Moving 1.5 MB to a board and back. */
final class FilesBench {
    private static final int SIZE = 1_500_000;
    private static final int BLOCK = 4096;
    private static final int RUNS = 7;
    private static final double SEED_TIMES_TEN = 1900;
    private static final String ADDRESS = "bench/files";

    private FilesBench() {}

    static List<Row> measure(Rig rig, String python) throws Exception {
        int port = rig.broker();
        rig.board(port, ADDRESS);
        rig.start(
                "ready",
                rig.root().resolve("scripts/micropython").toString(),
                rig.root().resolve("scripts/bench.d/bare.py").toString(),
                Rig.HOST,
                Integer.toString(port),
                Integer.toString(SIZE));
        Path[] files = {rig.work().resolve("a.bin"), rig.work().resolve("b.bin")};
        Path back = rig.work().resolve("back.bin");
        byte[][] contents = {random(1), random(2)};
        Files.write(files[0], contents[0]);
        Files.write(files[1], contents[1]);
        try (BrokerSession session = BrokerSession.open(BrokerOptions.of(Rig.HOST, port, null));
                RawMqtt raw = new RawMqtt(Rig.HOST, port, "bench-raw")) {
            raw.subscribe("bare/out");
            raw.subscribe("bare/done");
            Board board = session.board(ADDRESS);
            int[] turn = {0};
            double[][] put = Figures.interleaved(
                    RUNS,
                    () -> board.put(files[turn[0]++ % 2], "/bench.bin", Progress.NONE)
                            .result()
                            .get(60, TimeUnit.SECONDS),
                    () -> rawPut(raw));
            double[][] get = Figures.interleaved(
                    RUNS,
                    () -> board.get("/bench.bin", back, Progress.NONE).result().get(60, TimeUnit.SECONDS),
                    () -> rawGet(raw));
            if (Files.mismatch(back, files[(turn[0] - 1) % 2]) != -1) {
                throw new IOException("the file that came back differs");
            }
            return List.of(
                    row(
                            "put of 1.5 MB",
                            put,
                            "ours writes, reads back, hashes and renames; the peer only counts bytes"),
                    row(
                            "get of 1.5 MB",
                            get,
                            "ours reads, hashes, writes and renames; the peer sends one block over and over"));
        }
    }

    private static Row row(String name, double[][] millis, String how) {
        double ours = SIZE / Figures.median(millis[0]);
        double floor = SIZE / Figures.median(millis[1]);
        return new Row(
                name,
                Figures.number(ours) + " KB/s",
                Figures.number(floor) + " KB/s",
                Figures.number(ours / floor),
                ">= 0.5, >= " + Figures.number(SEED_TIMES_TEN) + " KB/s",
                ours / floor >= 0.5 && ours >= SEED_TIMES_TEN,
                "median of " + RUNS + " interleaved; " + how + " (a bare MicroPython script on the same broker)");
    }

    private static Object rawPut(RawMqtt raw) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int sent = 0; sent < SIZE; sent += BLOCK) {
            raw.publish("bare/in", SIZE - sent < BLOCK ? new byte[SIZE - sent] : block);
        }
        return raw.next();
    }

    private static Object rawGet(RawMqtt raw) throws IOException {
        raw.publish("bare/get", new byte[0]);
        List<Integer> sizes = new ArrayList<>();
        for (int taken = 0; taken < SIZE; taken += sizes.get(sizes.size() - 1)) {
            sizes.add(raw.next().payload().length);
        }
        return sizes;
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
