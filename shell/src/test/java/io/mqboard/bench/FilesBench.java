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

    static List<Row> measure(Rig rig) throws Exception {
        int port = rig.broker();
        rig.board(port, ADDRESS);
        startBare(rig, port, "bare", SIZE);
        startBare(rig, port, "file", SIZE, rig.work().resolve("bare.bin").toString());
        Path[] files = {rig.work().resolve("a.bin"), rig.work().resolve("b.bin")};
        Path back = rig.work().resolve("back.bin");
        Files.write(files[0], random(1));
        Files.write(files[1], random(2));
        try (BrokerSession session = BrokerSession.open(BrokerOptions.of(Rig.HOST, port, null));
                RawMqtt raw = new RawMqtt(Rig.HOST, port, "bench-raw")) {
            for (String topic : List.of("bare", "file")) {
                raw.subscribe(topic + "/out");
                raw.subscribe(topic + "/done");
            }
            Board board = session.board(ADDRESS);
            int[] turn = {0};
            double[][] put =
                    Figures.interleaved(RUNS, () -> put(board, files[turn[0]++ % 2]), () -> rawPut(raw, "file", SIZE));
            double[][] get = Figures.interleaved(RUNS, () -> get(board, back), () -> rawGet(raw, "file"));
            if (Files.mismatch(back, files[(turn[0] - 1) % 2]) != -1) {
                throw new IOException("the file that came back differs");
            }
            double[][] bare = Figures.interleaved(RUNS, () -> rawPut(raw, "bare", SIZE), () -> rawGet(raw, "bare"));
            return List.of(
                    row("put of 1.5 MB", put, bare[0], "reads back, hashes and renames"),
                    row("get of 1.5 MB", get, bare[1], "hashes on both sides and renames"));
        }
    }

    /** Starts the script that takes and gives so many bytes. */
    static void startBare(Rig rig, int port, String topic, int size, String... file) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                rig.root().resolve("scripts/micropython").toString(),
                rig.root().resolve("scripts/bench.d/bare.py").toString(),
                Rig.HOST,
                Integer.toString(port),
                topic,
                Integer.toString(size)));
        command.addAll(List.of(file));
        rig.start("ready", command.toArray(new String[0]));
    }

    private static Row row(String name, double[][] millis, double[] bare, String more) {
        double ours = SIZE / Figures.median(millis[0]);
        double floor = SIZE / Figures.median(millis[1]);
        double bytesOnly = SIZE / Figures.median(bare);
        return new Row(
                name,
                Figures.number(ours) + " KB/s",
                Figures.number(floor) + " KB/s",
                Figures.number(ours / floor),
                ">= 0.5, and >= " + Figures.number(SEED_TIMES_TEN) + " KB/s",
                ours / floor >= 0.5 && ours >= SEED_TIMES_TEN,
                "median of " + RUNS
                        + " interleaved; peer: a plain socket and a MicroPython script on the same broker that write the"
                        + " bytes to a file and send them from it, QoS 0, no protocol; without the file it moves "
                        + Figures.number(bytesOnly) + " KB/s (ratio " + Figures.number(ours / bytesOnly)
                        + "); ours also "
                        + more);
    }

    private static Object put(Board board, Path file) throws Exception {
        return board.put(file, "/bench.bin", Progress.NONE).result().get(60, TimeUnit.SECONDS);
    }

    private static Object get(Board board, Path file) throws Exception {
        return board.get("/bench.bin", file, Progress.NONE).result().get(60, TimeUnit.SECONDS);
    }

    /** The floor: the bytes, and the word that they are there. */
    static Object rawPut(RawMqtt raw, String topic, int size) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int sent = 0; sent < size; sent += BLOCK) {
            raw.publish(topic + "/in", size - sent < BLOCK ? new byte[size - sent] : block);
        }
        return raw.next();
    }

    private static Object rawGet(RawMqtt raw, String topic) throws IOException {
        raw.publish(topic + "/get", new byte[0]);
        int taken = 0;
        while (taken < SIZE) {
            taken += raw.next().payload().length;
        }
        return taken;
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
