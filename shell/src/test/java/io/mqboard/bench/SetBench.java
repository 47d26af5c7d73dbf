package io.mqboard.bench;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.SimImage;
import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.Changes;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.Progress;
import io.mqboard.transport.SetProgress;
import io.mqboard.transport.UpdateResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sets of files, and images: 200 files of 2 KB as `%sync` moves them, and firmware of 1.5 MB. */
final class SetBench {
    private static final int FILES = 200;
    private static final int SIZE = 2048;
    private static final int IMAGE = 1_500_000;
    private static final int RUNS = 5;
    private static final double SEED_KB = 190;
    private static final int MAX_ROUND_TRIPS = FILES / 50;

    private final Rig rig;
    private final String text;
    private int turn;

    private SetBench(Rig rig) throws IOException {
        this.rig = rig;
        this.text = sources(rig.root().resolve("esp32/lib"));
    }

    static List<Row> measure(Rig rig) throws Exception {
        return new SetBench(rig).rows();
    }

    private List<Row> rows() throws Exception {
        int port = rig.broker();
        Path slots = Files.writeString(rig.work().resolve("slots.conf"), "PARTITIONS=ota\nSLOT_SIZE=1600K\n");
        rig.board(port, "bench/set", "--config=" + slots);
        FilesBench.startBare(
                rig, port, "set", FILES * SIZE, rig.work().resolve("set.bin").toString());
        FilesBench.startBare(
                rig, port, "image", IMAGE, rig.work().resolve("image.bin").toString());
        List<Row> rows = new ArrayList<>();
        try (FaultProxy line = FaultProxy.mqtt(Rig.HOST, port);
                BrokerSession session = BrokerSession.open(BrokerOptions.of(Rig.HOST, port, null));
                BrokerSession counted = BrokerSession.open(BrokerOptions.of(line.host(), line.port(), null));
                RawMqtt raw = new RawMqtt(Rig.HOST, port, "bench-sets")) {
            raw.subscribe("set/done");
            raw.subscribe("image/done");
            Board board = session.board("bench/set");
            Board watched = counted.board("bench/set");
            board.attach().get(20, TimeUnit.SECONDS);
            watched.attach().get(20, TimeUnit.SECONDS);
            double[][] cold = Figures.interleaved(
                    RUNS, () -> sync(board, files()), () -> FilesBench.rawPut(raw, "set", FILES * SIZE));
            rows.add(cold(cold, wire(line, () -> sync(watched, files()))));
            List<FileToSend> same = files();
            sync(board, same);
            List<FileDigest> digests = digests(same);
            double[][] unchanged = Figures.interleaved(
                    RUNS, () -> compare(board, digests), () -> FilesBench.rawPut(raw, "set", FILES * SIZE));
            long bytes = wire(line, () -> compare(watched, digests));
            rows.add(unchanged(unchanged, bytes, messages(line, () -> compare(watched, digests))));
            rows.addAll(images(board, watched, line, raw));
        }
        return rows;
    }

    // ---- files

    /** What the framework itself is made of, so that it compresses as programs do. */
    private static String sources(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".py"))
                    .sorted()
                    .toList()) {
                all.append(Files.readString(file));
            }
        }
        while (all.length() < (FILES + 1) * SIZE) {
            all.append(all, 0, Math.min(all.length(), FILES * SIZE));
        }
        return all.toString();
    }

    /** Files that nobody has seen yet. */
    private List<FileToSend> files() throws IOException {
        turn++;
        Path folder = Files.createDirectories(rig.work().resolve("set"));
        List<FileToSend> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String content = "# " + turn + " " + i + "\n" + text.substring(i * SIZE);
            byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
            Path file = Files.write(folder.resolve("f" + i + ".py"), java.util.Arrays.copyOf(bytes, SIZE));
            files.add(new FileToSend(file, "/set/f" + i + ".py"));
        }
        return files;
    }

    private static List<FileDigest> digests(List<FileToSend> files) throws Exception {
        List<FileDigest> digests = new ArrayList<>();
        for (FileToSend file : files) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file.local()));
            digests.add(new FileDigest(file.remotePath(), HexFormat.of().formatHex(digest)));
        }
        return digests;
    }

    /** As `%sync` does: compared, staged, switched. */
    private static Object sync(Board board, List<FileToSend> files) throws Exception {
        List<FileDigest> digests = digests(files);
        compare(board, digests);
        Changes changes = board.changes();
        changes.send(files, "bench", false, SetProgress.NONE).result().get(120, TimeUnit.SECONDS);
        List<Changes.Change> all = digests.stream()
                .map(each -> new Changes.Change(each.path(), each.sha256()))
                .toList();
        return changes.commit("bench", all, null).result().get(60, TimeUnit.SECONDS);
    }

    private static List<FileState> compare(Board board, List<FileDigest> digests) throws Exception {
        return board.changes().compare(digests).result().get(60, TimeUnit.SECONDS);
    }

    /** Bytes on the wire in both directions, MQTT included. */
    private static long wire(FaultProxy line, Callable<?> action) throws Exception {
        long before = line.toServer().bytes() + line.toClient().bytes();
        action.call();
        return line.toServer().bytes() + line.toClient().bytes() - before;
    }

    /** Messages of one of several actions in a row, to the board and to the client: nothing that travels is left out. */
    private static double[] messages(FaultProxy line, Callable<?> action) throws Exception {
        int toBoard = line.toServer().publishes();
        int toClient = line.toClient().publishes();
        for (int i = 0; i < RUNS; i++) {
            action.call();
        }
        return new double[] {
            (line.toServer().publishes() - toBoard) / (double) RUNS,
            (line.toClient().publishes() - toClient) / (double) RUNS
        };
    }

    private static Row cold(double[][] millis, long wire) {
        double ours = FILES * SIZE / Figures.median(millis[0]);
        return row(
                "200 files of 2 KB, cold",
                ours,
                FILES * SIZE / Figures.median(millis[1]),
                ours >= SEED_KB,
                ">= " + Figures.number(SEED_KB) + " KB/s, the seed's",
                FILES * SIZE,
                wire,
                "one file of the same size; ours compares, verifies and switches all 200 as one set");
    }

    private static Row unchanged(double[][] millis, long wire, double[] messages) {
        double ours = Figures.median(millis[0]);
        double peer = Figures.median(millis[1]);
        double roundTrips = Math.max(messages[0], messages[1]);
        return new Row(
                "200 files of 2 KB, unchanged",
                Figures.number(ours) + " ms",
                Figures.number(peer) + " ms",
                Figures.number(ours / peer),
                "at most " + MAX_ROUND_TRIPS + " round trips",
                roundTrips <= MAX_ROUND_TRIPS,
                Figures.number(messages[0]) + " messages to the board and " + Figures.number(messages[1])
                        + " back, of which the larger is the round trips; " + wire
                        + " bytes on the wire; peer: the same content sent without looking");
    }

    // ---- firmware

    private List<Row> images(Board board, Board watched, FaultProxy line, RawMqtt raw) throws Exception {
        Path[] images = new Path[RUNS + 2];
        for (int i = 0; i < images.length; i++) {
            images[i] = SimImage.make(rig.work().resolve("i" + i), "version=1." + i, "size=" + IMAGE, "seed=" + i);
        }
        int[] next = {0};
        double[][] cold = Figures.interleaved(
                RUNS, () -> update(board, images[next[0]++]), () -> FilesBench.rawPut(raw, "image", IMAGE));
        long coldWire = wire(line, () -> update(watched, images[next[0]++]));
        double[][] delta = Figures.interleaved(
                RUNS, () -> update(board, changed(images[RUNS])), () -> FilesBench.rawPut(raw, "image", IMAGE));
        long deltaWire = wire(line, () -> update(watched, changed(images[RUNS])));
        double coldRate = IMAGE / Figures.median(cold[0]);
        double deltaRate = IMAGE / Figures.median(delta[0]);
        return List.of(
                image("OTA of 1.5 MB, cold", coldRate, cold, coldWire),
                image("OTA of 1.5 MB, 1 % changed", deltaRate, delta, deltaWire));
    }

    private static Row image(String name, double ours, double[][] millis, long wire) {
        return row(
                name,
                ours,
                IMAGE / Figures.median(millis[1]),
                ours >= SEED_KB,
                ">= " + Figures.number(SEED_KB) + " KB/s, the seed's",
                IMAGE,
                wire,
                "a file instead of a slot; ours asks for the blocks that the slots hold, and reads back all of it");
    }

    private static UpdateResult update(Board board, Path image) throws Exception {
        return board.firmware().update(image, false, Progress.NONE).result().get(120, TimeUnit.SECONDS);
    }

    /** An image with four of its 367 blocks changed. Bits are turned in pairs, so that the checksum stays. */
    private Path changed(Path image) throws Exception {
        turn++;
        byte[] bytes = Files.readAllBytes(image);
        for (int block = 100; block < 104; block++) {
            bytes[block * 4096] ^= (byte) turn;
            bytes[block * 4096 + 7] ^= (byte) turn;
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(java.util.Arrays.copyOf(bytes, bytes.length - 32));
        System.arraycopy(digest, 0, bytes, bytes.length - 32, 32);
        return Files.write(rig.work().resolve("changed"), bytes);
    }

    private static Row row(
            String name, double ours, double peer, boolean met, String target, int content, long wire, String more) {
        return new Row(
                name,
                Figures.number(ours) + " KB/s",
                Figures.number(peer) + " KB/s",
                Figures.number(ours / peer),
                target,
                met,
                "median of " + RUNS + " interleaved; " + wire + " bytes on the wire for " + content
                        + " of content; peer: the bytes on a plain socket to a MicroPython script, into " + more);
    }
}
