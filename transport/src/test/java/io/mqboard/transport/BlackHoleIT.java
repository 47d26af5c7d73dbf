package io.mqboard.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.FaultProxy.Cut;
import io.mqboard.testing.FaultRules;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimImage;
import io.mqboard.transport.tls.HeldCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections that are half open: from one packet on everything vanishes, and nobody is told, as when an address changes in a router. Board
 * and client notice it by their keep-alive, or by the broker's, connect anew, and what was under way completes once.
 */
@Timeout(300)
class BlackHoleIT {
    /** Packets at which the hole begins: before the eval, in the put. */
    private static final List<Integer> PACKETS = List.of(1, 6);

    @TempDir
    private static Path folder;

    private enum Hole {
        TO_THE_BROKER,
        FROM_THE_BROKER,
        BOTH
    }

    @Test
    void everythingVanishes_isNoticed_andAllCompletesOnce() throws Exception {
        HeldCertificate authority =
                HeldCertificate.builder().commonName("Test CA").authority().build();
        HeldCertificate certificate = HeldCertificate.builder()
                .commonName("localhost")
                .dnsName("localhost")
                .signedBy(authority)
                .build();
        Path trusted = folder.resolve("ca.pem");
        authority.writeChain(trusted);
        List<Path> images = List.of(
                SimImage.make(folder.resolve("a.bin"), "seed=a", "size=12288"),
                SimImage.make(folder.resolve("b.bin"), "seed=b", "size=12288"));
        ExecutorService lanes = Executors.newCachedThreadPool();
        try (MosquittoServer broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20")) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (Hole hole : Hole.values()) {
                for (boolean boardSide : new boolean[] {false, true}) {
                    all.add(CompletableFuture.runAsync(
                            () -> {
                                try (FaultyLine line = FaultyLine.brisk(broker, certificate, trusted, images)) {
                                    swallow(line, boardSide, hole);
                                } catch (Exception e) {
                                    throw new AssertionError(hole + ": " + e, e);
                                }
                            },
                            lanes));
                }
            }
            all.forEach(CompletableFuture::join);
        } finally {
            lanes.shutdownNow();
        }
    }

    private static void swallow(FaultyLine line, boolean boardSide, Hole hole) throws Exception {
        FaultProxy proxy = boardSide ? line.boardSide() : line.clientSide();
        FaultRules rules = hole == Hole.FROM_THE_BROKER ? proxy.toClient() : proxy.toServer();
        String name = (boardSide ? "board, " : "client, ") + hole + ", from packet ";
        for (int n : PACKETS) {
            int before = proxy.accepted();
            rules.cutAtPacket(n, hole == Hole.BOTH ? Cut.HOLES : Cut.HOLE);
            line.session(name + n);
            assertEquals(before + 1, proxy.accepted(), name + n + ": connected anew once");
        }
    }
}
