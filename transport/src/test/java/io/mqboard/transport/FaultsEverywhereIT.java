package io.mqboard.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.FaultProxy.Cut;
import io.mqboard.testing.FaultRules;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimImage;
import io.mqboard.transport.tls.HeldCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session with an eval, a put, a get and an update of the firmware, over TLS on both sides of the broker, under every fault that a
 * connection can have: cut at each packet, each message lost, several lost in a row, all of them twice, all of them late. Each completes, and
 * does once what it is to do, without being asked for again: a board that the broker calls lost, at once, is waited for.
 */
@Timeout(300)
class FaultsEverywhereIT {
    private static final System.Logger LOG = System.getLogger("faults");
    private static final int HOLE = 6;

    @TempDir
    private static Path folder;

    private record Lane(String name, boolean boardSide, Function<FaultProxy, FaultRules> direction) {}

    private static final List<Lane> LANES = List.of(
            new Lane("client to broker", false, FaultProxy::toServer),
            new Lane("broker to client", false, FaultProxy::toClient),
            new Lane("board to broker", true, FaultProxy::toServer),
            new Lane("broker to board", true, FaultProxy::toClient));

    @Test
    void everyFault_everySession_completesOnce() throws Exception {
        HeldCertificate authority =
                HeldCertificate.builder().commonName("Test CA").authority().build();
        HeldCertificate certificate = HeldCertificate.builder()
                .commonName("localhost")
                .dnsName("localhost")
                .signedBy(authority)
                .build();
        Path trusted = folder.resolve("ca.pem");
        authority.writeChain(trusted);
        List<Path> images = List.of(image("a"), image("b"));
        ExecutorService lanes = Executors.newFixedThreadPool(2 * LANES.size());
        try (MosquittoServer broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20")) {
            List<CompletableFuture<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 2 * LANES.size(); i++) {
                Lane lane = LANES.get(i / 2);
                boolean cutting = i % 2 == 0;
                counts.add(CompletableFuture.supplyAsync(
                        () -> {
                            try (FaultyLine line = FaultyLine.open(broker, certificate, trusted, images)) {
                                return faults(lane, cutting, line);
                            } catch (Exception e) {
                                throw new AssertionError(lane.name() + ": " + e, e);
                            }
                        },
                        lanes));
            }
            int all = 0;
            for (CompletableFuture<Integer> count : counts) {
                all += count.join();
            }
            LOG.log(System.Logger.Level.INFO, "{0} sessions with a fault", all);
        } finally {
            lanes.shutdownNow();
        }
    }

    private static Path image(String seed) throws Exception {
        return SimImage.make(folder.resolve(seed + ".bin"), "seed=" + seed, "size=12288");
    }

    /** All faults of one kind in one direction; how many sessions had one. */
    private static int faults(Lane lane, boolean cutting, FaultyLine line) throws Exception {
        FaultProxy proxy = lane.boardSide() ? line.boardSide() : line.clientSide();
        FaultRules rules = lane.direction().apply(proxy);
        String name = lane.name();
        int count = cutting ? cuts(line, rules, name) : losses(line, rules, name);
        assertTrue(count > 10, () -> name + " was hardly disturbed");
        return count;
    }

    private static int cuts(FaultyLine line, FaultRules rules, String name) throws Exception {
        int n = 1;
        while (cut(line, rules, n, name)) {
            n++;
        }
        LOG.log(System.Logger.Level.INFO, "{0}: cut at each of {1} packets", name, n - 1);
        return n - 1;
    }

    private static int losses(FaultyLine line, FaultRules rules, String name) throws Exception {
        int losses = 0;
        while (lost(line, rules, losses + 1, 1, name)) {
            losses++;
        }
        int holes = 0;
        while (lost(line, rules, 1 + holes * HOLE, HOLE, name)) {
            holes++;
        }
        rules.duplicatePublishes(true);
        line.session(name + ", all twice");
        rules.clear().latency(Duration.ofMillis(120));
        line.session(name + ", all late");
        rules.clear();
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: each of {1} messages lost, {2} times {3} in a row",
                name,
                losses,
                holes,
                HOLE);
        return losses + holes + 2;
    }

    /** A session that is cut at the n-th packet; false if it had fewer. */
    private static boolean cut(FaultyLine line, FaultRules rules, int n, String name) throws Exception {
        rules.cutAtPacket(n, n % 2 == 0 ? Cut.RST : Cut.FIN);
        line.session(name + ", cut at " + n);
        boolean came = !rules.cutIsDue();
        rules.clear();
        return came;
    }

    /** A session in which so many messages are lost from the n-th on; false if it had fewer. */
    private static boolean lost(FaultyLine line, FaultRules rules, int n, int count, String name) throws Exception {
        rules.dropPublish(IntStream.range(n, n + count).boxed().toArray(Integer[]::new));
        line.session(name + ", " + count + " lost from " + n);
        boolean came = rules.counted() >= n;
        rules.clear();
        return came;
    }
}
