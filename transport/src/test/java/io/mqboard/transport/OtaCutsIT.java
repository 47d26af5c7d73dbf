package io.mqboard.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.FaultProxy.Cut;
import io.mqboard.testing.FaultRules;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import io.mqboard.testing.SimImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An update of 1.5 MB whose connection is cut, or whose board is reset or loses its power, at a message to or from the board: the image is
 * whole in the end, what had arrived does not travel again, and the image that ran still runs. Some messages, chosen by a seed that is said;
 * all of them with {@code -Dmqboard.everyMessage=true}, the same again with {@code -Dmqboard.seed=N}.
 */
class OtaCutsIT {
    private static final System.Logger LOG = System.getLogger("faults");
    private static final int SIZE = 1_500_000;
    private static final int SAMPLES = 6;
    private static final long LIMIT_SECONDS = 120;
    /** What is on its way when a board goes, and asking for the rest, in bytes. */
    private static final long LOST = 150_000;

    @TempDir
    private static Path folder;

    /** What happens at the n-th message of a direction. */
    private enum Fault {
        CUT((lane, n) -> lane.rules.cutAtPublish(n, n % 2 == 0 ? Cut.RST : Cut.FIN)),
        RESET((lane, n) -> lane.rules.atPublish(n, lane.sim::reset)),
        POWER((lane, n) -> lane.rules.atPublish(n, lane.sim::cutPower));

        private final BiConsumer<Lane, Integer> rule;

        Fault(BiConsumer<Lane, Integer> rule) {
            this.rule = rule;
        }
    }

    @Test
    @Timeout(18_000)
    void cutResetAndPowerLoss_atTheMessagesOfAnUpdate_theImageIsWholeInTheEnd() throws Exception {
        boolean every = Boolean.getBoolean("mqboard.everyMessage");
        long seed = Long.getLong("mqboard.seed", System.nanoTime());
        LOG.log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        List<Path> images = List.of(
                SimImage.make(folder.resolve("a.bin"), "version=2.0", "seed=a", "size=" + SIZE),
                SimImage.make(folder.resolve("b.bin"), "version=3.0", "seed=b", "size=" + SIZE));
        ExecutorService threads = Executors.newFixedThreadPool(Fault.values().length);
        try (MosquittoServer broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20")) {
            List<CompletableFuture<Void>> lanes = new ArrayList<>();
            for (Fault fault : Fault.values()) {
                lanes.add(CompletableFuture.runAsync(
                        () -> {
                            try (Lane lane = new Lane(broker, fault, images)) {
                                lane.faults(every, new Random(seed));
                            } catch (Exception e) {
                                throw new AssertionError(fault + ", seed " + seed + ": " + e, e);
                            }
                        },
                        threads));
            }
            for (CompletableFuture<Void> lane : lanes) {
                lane.join();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A board behind a proxy, one image of two in its slot, the other one on its way. */
    private static final class Lane implements AutoCloseable {
        private final Fault fault;
        private final List<Path> images;
        private final FaultProxy line;
        private final SimBoard sim;
        private final BrokerSession session;
        private final Board board;
        private FaultRules rules;
        private int updates;
        private int askedAgain;

        Lane(MosquittoServer broker, Fault fault, List<Path> images) throws Exception {
            this.fault = fault;
            this.images = images;
            line = FaultProxy.mqtt(broker.host(), broker.port());
            rules = line.toClient();
            sim = SimBoard.start(
                    line.host(),
                    line.port(),
                    "cuts/" + fault,
                    List.of(),
                    List.of("PARTITIONS=ota", "IMAGE=1.0", "SETTING=allok_s = 1"));
            session = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null));
            board = session.board(sim.prefix());
            assertEquals(2, board.attach().get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }

        void faults(boolean every, Random random) throws Exception {
            // Connections that are cut soon after each other would make the board wait longer from one to the next.
            wait(board.exec(
                    ExecMode.EXEC,
                    "<stdin>",
                    "from mqboard import app\napp.here.client.retry_ms = (50, 100)",
                    (channel, bytes) -> {}));
            update();
            int to = line.toClient().publishes();
            int from = line.toServer().publishes();
            long bytes = line.toClient().bytes();
            update();
            bytes = line.toClient().bytes() - bytes;
            to = line.toClient().publishes() - to;
            from = line.toServer().publishes() - from;
            int all = to + from;
            int step = every ? 1 : Math.max(1, all / SAMPLES);
            int count = 0;
            int came = 0;
            for (int at = 1 + random.nextInt(step); at <= all; at += step) {
                count++;
                rules = at <= to ? line.toClient() : line.toServer();
                came += disturbed(at <= to ? at : at - to, bytes) ? 1 : 0;
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: {1} messages to the board, {2} from it; at {3} of them, {4} came, asked again for {5}",
                    fault,
                    to,
                    from,
                    count,
                    came,
                    askedAgain);
            assertTrue(came * 10 >= count * 8, fault + " hardly ever came");
        }

        /** An update with the fault at the n-th message; whether it came. */
        private boolean disturbed(int n, long usual) throws Exception {
            String where = fault + " at " + n + (rules == line.toClient() ? " to the board" : " from the board");
            try {
                sim.awaitGood();
                long before = line.toClient().bytes();
                int connections = sim.connections();
                fault.rule.accept(this, n);
                update();
                boolean came = !rules.cutIsDue();
                rules.clear();
                sim.awaitConnections(connections + (came ? 1 : 0));
                long travelled = line.toClient().bytes() - before;
                assertTrue(travelled < usual + LOST, () -> travelled + " bytes travelled, usual are " + usual);
                return came;
            } catch (Exception | AssertionError e) {
                throw new AssertionError(where + ": " + e + "\n" + sim.console(), e);
            }
        }

        /** Writes the image that is not there, if need be by asking a second time. */
        private void update() throws Exception {
            Path image = images.get(updates++ % images.size());
            try {
                wait(board.firmware().update(image, false, Progress.NONE));
            } catch (ExecutionException e) {
                LOG.log(System.Logger.Level.INFO, "{0}: {1}", fault, e.getCause());
                askedAgain++;
                wait(board.firmware().update(image, false, Progress.NONE));
            }
            FirmwareInfo info = wait(board.firmware().info());
            assertEquals("1.0", info.running().version(), "the old image runs");
            assertEquals(FirmwareImage.read(image).version(), info.next().version());
            assertEquals(SIZE, info.next().imageBytes());
        }

        private static <T> T wait(Call<T> call) throws Exception {
            return call.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            session.close();
            sim.close();
            line.close();
        }
    }
}
