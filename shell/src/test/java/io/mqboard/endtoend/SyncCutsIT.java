package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.FaultRules;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A set of 30 files that is cut off at many points, behind a broker that queues 20 messages: the board has the old set or the new one, and
 * in the end the new one.
 */
class SyncCutsIT {
    private static final System.Logger LOG = System.getLogger("faults");
    private static final int FILES = 30;
    private static final int SAMPLES = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static MosquittoServer broker;
    private static FaultProxy line;
    private static SimBoard board;
    private static Program program;
    private static int version;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20");
        line = FaultProxy.mqtt("127.0.0.1", broker.port());
        board = Boards.start(broker.port(), "t/set", "SETTING=allok_s = 1");
        program = Program.at(line.port()).board("t/set");
    }

    @AfterAll
    static void stop() throws IOException {
        board.close();
        line.close();
        broker.close();
    }

    @BeforeEach
    void perfectLine() {
        line.toServer().clear();
        line.toClient().clear();
    }

    private static byte[] content(int file, int of) {
        return Samples.random(500 + file * 100, of * 100L + file);
    }

    /** All files are those of another version. */
    private Path next() throws IOException {
        version++;
        for (int i = 0; i < FILES; i++) {
            Files.write(folder.resolve("f" + i + ".py"), content(i, version));
        }
        return folder;
    }

    private Program.Running sync() throws IOException {
        return program.start("sync", next() + "/", ":/app");
    }

    /** The versions that the files on the board are of. */
    private static Set<Integer> versions() throws IOException {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < FILES; i++) {
            Path file = board.flash().resolve("app/f" + i + ".py");
            byte[] there = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int of = version;
            while (of > 0 && !Arrays.equals(there, content(i, of))) {
                of--;
            }
            found.add(of);
        }
        return found;
    }

    private static int staged() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(board.flash().resolve("app"), ".mqb-*.ok")) {
            for (Path unused : files) {
                count++;
            }
        } catch (NoSuchFileException notYet) {
            return 0;
        }
        return count;
    }

    private static void awaitStaged(int count) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(3))
                .atMost(LIMIT)
                .until(() -> staged() >= count
                        || Files.exists(journal())
                        || versions().equals(Set.of(version)));
    }

    private static Path journal() {
        return board.flash().resolve("var/journal");
    }

    private static void assertNew(Program.Running running) throws IOException {
        Program.Ended ended = running.end(LIMIT);
        assertEquals(0, ended.code(), ended::toString);
        assertEquals(Set.of(version), versions(), ended::toString);
        assertEquals(0, staged());
    }

    @Test
    void boardWithoutPower_orReset_whileFilesArrive_goesOn() throws IOException {
        for (int point : new int[] {1, 8, 16, 24, 29}) {
            line.toServer().bytesPerSecond(90_000);
            try (Program.Running running = sync()) {
                awaitStaged(point);
                int before = board.connections();
                if (point % 2 == 0) {
                    board.cutPower();
                } else {
                    board.reset();
                }
                board.awaitConnections(before + 1);
                assertEquals(1, versions().size(), () -> "after a cut at " + point);
                line.toServer().clear();
                assertNew(running);
            }
        }
    }

    @Test
    void boardWithoutPower_whileItSwitches_hasOldOrNew() throws IOException {
        for (int round = 0; round < 4; round++) {
            try (Program.Running running = sync()) {
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(LIMIT)
                        .until(() -> Files.exists(journal()) || versions().contains(version));
                int before = board.connections();
                board.cutPower();
                board.awaitConnections(before + 1);
                assertEquals(1, versions().size(), "after a cut while it switched");
                assertNew(running);
            }
        }
    }

    @Test
    void connectionThatIsCut_isMadeAgain() throws IOException {
        for (int message : new int[] {2, 3, 5, 8, 11}) {
            int before = line.accepted();
            line.toServer().clear().cutAtPublish(message, FaultProxy.Cut.RST);
            try (Program.Running running = sync()) {
                assertNew(running);
            }
            assertTrue(line.accepted() >= before + 2, () -> "it was not cut at message " + message);
        }
    }

    /**
     * At some of the messages to and from the shell, chosen by a seed that is said; at all of them with {@code -Dmqboard.everyMessage=true}.
     */
    @Timeout(3600) // with -Dmqboard.everyMessage=true it takes most of an hour
    @Test
    void cutResetOrPowerLoss_atAMessage_leavesOldOrNew_thenNew() throws IOException {
        long seed = Long.getLong("mqboard.seed", System.nanoTime());
        LOG.log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        int to = line.toServer().publishes();
        int from = line.toClient().publishes();
        assertNew(sync());
        to = line.toServer().publishes() - to;
        from = line.toClient().publishes() - from;
        int all = to + from;
        List<Runnable> faults = List.of(() -> line.cut(FaultProxy.Cut.RST), board::reset, board::cutPower);
        int step = Boolean.getBoolean("mqboard.everyMessage") ? 1 : Math.max(1, all / SAMPLES);
        int came = 0;
        int count = 0;
        for (int at = 1 + new Random(seed).nextInt(step); at <= all; at += step) {
            FaultRules rules = at <= to ? line.toServer() : line.toClient();
            for (int i = 0; i < faults.size(); i++) {
                String where = "fault " + i + " at " + at + " of " + to + " + " + from + ", seed " + seed;
                came += disturbed(rules, at <= to ? at : at - to, faults.get(i), i > 0, where) ? 1 : 0;
                count++;
            }
        }
        LOG.log(System.Logger.Level.INFO, "{0} + {1} messages, {2} faults, {3} came", to, from, count, came);
        assertTrue(came * 10 >= count * 7, "most faults came");
    }

    /** A set with a fault at the n-th message; whether it came. */
    private boolean disturbed(FaultRules rules, int n, Runnable fault, boolean boots, String where) throws IOException {
        board.awaitGood();
        int before = board.connections();
        CompletableFuture<Boolean> struck = new CompletableFuture<>();
        try (Program.Running running = sync()) {
            rules.atPublish(n, () -> {
                fault.run();
                struck.complete(true);
            });
            CompletableFuture<Program.Ended> end = CompletableFuture.supplyAsync(() -> running.end(LIMIT));
            CompletableFuture.anyOf(struck, end).join();
            if (boots && struck.isDone()) {
                board.awaitConnections(before + 1);
                boolean switching = Files.exists(journal());
                int found = versions().size();
                assertTrue(found == 1 || switching || Files.exists(journal()), () -> where + ": neither old nor new");
            }
            Program.Ended ended = end.join();
            if (ended.code() != 0) {
                LOG.log(System.Logger.Level.INFO, "{0}, asked again: {1}", where, ended.err());
                rules.clear();
                ended = program.run("sync", folder + "/", ":/app");
            }
            String said = where + ": " + ended;
            assertEquals(0, ended.code(), said);
            assertEquals(Set.of(version), versions(), said);
            assertEquals(0, staged(), said);
        } finally {
            rules.clear();
        }
        return struck.isDone();
    }

    @Test
    void shellThatIsKilled_leavesTheOldSet_andTheNextOneGoesOn() throws IOException {
        assertNew(sync());
        for (int point : new int[] {4, 28}) {
            line.toServer().bytesPerSecond(90_000);
            try (Program.Running running = sync()) {
                awaitStaged(point);
                running.kill();
            }
            assertEquals(1, versions().size(), () -> "after the shell was killed at " + point);
            line.toServer().clear();
            Program.Ended again = program.run("sync", folder + "/", ":/app");
            assertEquals(0, again.code(), again::toString);
            assertTrue(again.err().contains(FILES + " sent, 0 unchanged"), again::toString);
            assertEquals(Set.of(version), versions());
        }
    }

    @Test
    void twoOperatorsAtOnce_leaveTheSetOfOneOfThem() throws IOException {
        Program direct = Program.at(broker.port()).board("t/set");
        for (int round = 0; round < 3; round++) {
            Path one = Files.createDirectories(folder.resolve("one"));
            Path two = Files.createDirectories(folder.resolve("two"));
            int first = version + 1;
            version += 2;
            for (int i = 0; i < FILES; i++) {
                Files.write(one.resolve("f" + i + ".py"), content(i, first));
                Files.write(two.resolve("f" + i + ".py"), content(i, version));
            }
            try (Program.Running a = program.start("sync", one + "/", ":/app");
                    Program.Running b = direct.start("sync", two + "/", ":/app")) {
                Program.Ended endedA = a.end(LIMIT).plain();
                Program.Ended endedB = b.end(LIMIT).plain();
                assertEquals(1, versions().size(), () -> endedA + "\n" + endedB + "\n" + board.console());
                assertTrue(endedA.code() == 0 || endedB.code() == 0, () -> endedA + "\n" + endedB);
            }
        }
    }
}
