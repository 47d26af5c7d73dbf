package io.mqboard.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.Call;
import io.mqboard.transport.OutputListener.Channel;
import io.mqboard.transport.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that lose, repeat, delay and reorder, and boards that are reset, at random and at each single message. */
class ScheduleTest {
    private static final int RUNS = 80;

    @TempDir
    Path folder;

    /** A network of faults; the same seed makes the same faults. */
    private static void spoil(Rig rig, Random random, double lost, double twice, int delayMillis) {
        rig.network = (toBoard, deliver) -> {
            for (int copies = random.nextDouble() < twice ? 2 : 1; copies > 0; copies--) {
                if (random.nextDouble() >= lost) {
                    rig.loop.schedule(java.time.Duration.ofMillis(random.nextInt(delayMillis + 1)), deliver);
                }
            }
        };
    }

    @Test
    void randomNetworks_everythingEndsRightAndOnce() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            long seed = System.nanoTime() + run;
            try {
                randomNetwork(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void randomNetwork(long seed) throws IOException {
        Random random = new Random(seed);
        Rig rig = new Rig(random.nextBoolean());
        rig.connect();
        rig.fake.limits(256 << random.nextInt(5), 4096 << random.nextInt(4));
        spoil(rig, random, random.nextInt(7) / 100.0, random.nextDouble(), random.nextInt(200));
        byte[] content = FilesTest.bytes(random.nextInt(60_000), seed);
        Path local = Files.write(folder.resolve("local"), content);
        Path back = folder.resolve("back");
        rig.fake.files.put("/there", content);
        for (int i = 0; i < 3; i++) {
            rig.exec("print " + i);
        }
        Call<Void> put = rig.board().put(local, "/x", Progress.NONE);
        Call<Void> get = rig.board().get("/there", back, Progress.NONE);
        Rig.Running big = rig.exec("big 20000");
        rig.millis(200_000);
        Rig.done(get);
        Rig.done(put);
        assertTrue(big.succeeded());
        assertEquals(20_000, big.streams[0].size());
        assertArrayEquals(content, rig.fake.files.get("/x"));
        assertArrayEquals(content, Files.readAllBytes(back));
        rig.fake.runs.forEach((what, count) -> assertEquals(1, count, what));
        assertTrue(
                rig.fake.unforgotten() <= 4, "an acknowledgement may get lost, but never makes a board busy for ever");
        assertEquals(0, rig.loop.timers(), "nothing is left behind");
    }

    @Test
    void resetAtEachMessage_execRunsOnceOrIsUnknown() {
        for (int at = 1; at < 16; at++) {
            for (boolean presence : new boolean[] {true, false}) {
                Rig rig = Rig.connected();
                resetAt(rig, at, presence);
                for (int i = 0; i < 3; i++) {
                    Rig.Running running = rig.exec("print " + i);
                    rig.millis(12_000);
                    checkOnce(rig, running, i);
                }
                rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
                assertTrue(rig.exec("after").succeeded());
            }
        }
    }

    private static void checkOnce(Rig rig, Rig.Running running, int i) {
        int runs = rig.fake.runs.getOrDefault("print " + i, 0);
        if (running.succeeded()) {
            assertEquals(i + "\n", running.text(Channel.OUTPUT));
            assertEquals(1, runs);
        } else {
            assertEquals(BoardResetException.class, Rig.failure(running.call).getClass());
            assertTrue(runs <= 1);
        }
    }

    private static void resetAt(Rig rig, int at, boolean presence) {
        int[] count = {0};
        rig.network = (toBoard, deliver) -> {
            if (++count[0] == at) {
                rig.fake.reset();
                if (presence) {
                    rig.loop.execute(() -> rig.record(true, false));
                }
            } else {
                rig.loop.execute(deliver);
            }
        };
    }

    @Test
    void resetAtEachMessage_putAndGetEndRight() throws IOException {
        byte[] content = FilesTest.bytes(40_000, 1);
        Path local = Files.write(folder.resolve("local"), content);
        Path back = folder.resolve("back");
        for (int at = 1; at < 50; at++) {
            Rig rig = Rig.connected();
            resetAt(rig, at, at % 2 == 0);
            Call<Void> put = rig.board().put(local, "/x", Progress.NONE);
            rig.millis(12_000);
            Rig.done(put);
            assertArrayEquals(content, rig.fake.files.get("/x"));
            Call<Void> get = rig.board().get("/x", back, Progress.NONE);
            rig.millis(12_000);
            Rig.done(get);
            assertArrayEquals(content, Files.readAllBytes(back));
        }
    }

    @Test
    void lossAtEachMessage_everythingEndsRight() throws IOException {
        byte[] content = FilesTest.bytes(40_000, 1);
        Path local = Files.write(folder.resolve("local"), content);
        for (int at = 1; at < 60; at++) {
            Rig rig = Rig.connected();
            int lost = at;
            int[] count = {0};
            rig.network = (toBoard, deliver) -> {
                if (++count[0] != lost) {
                    rig.loop.execute(deliver);
                }
            };
            Rig.Running running = rig.exec("print 1");
            Call<Void> put = rig.board().put(local, "/x", Progress.NONE);
            rig.millis(3000);
            Rig.done(put);
            assertTrue(running.succeeded());
            rig.fake.runs.forEach((what, runs) -> assertEquals(1, runs, what));
        }
    }

    @Test
    void garbageFromTheBoard_breaksNothing() {
        for (int run = 0; run < 50; run++) {
            long seed = System.nanoTime() + run;
            Random random = new Random(seed);
            Rig rig = Rig.connected();
            Rig.Running loop = rig.exec("loop");
            for (int i = 0; i < 300; i++) {
                byte[] garbage = new byte[random.nextInt(40)];
                random.nextBytes(garbage);
                if (garbage.length > 8 && random.nextBoolean()) {
                    garbage[0] = 0x20;
                    garbage[1] = (byte) (1 + random.nextInt(10));
                    int session = 0x10010001;
                    garbage[4] = (byte) (session >> 24);
                    garbage[5] = (byte) (session >> 16);
                    garbage[6] = (byte) (session >> 8);
                    garbage[7] = (byte) session;
                }
                rig.link.deliver(Rig.ADDRESS + "/mqb/2/out/" + Rig.CLIENT, garbage);
                rig.loop.runReady();
            }
            rig.millis(15_000);
            Rig.Running after = rig.exec("print after");
            rig.millis(15_000);
            assertTrue(after.call.result().isDone(), "seed " + seed);
            loop.call.interrupt();
            rig.millis(15_000);
            assertTrue(loop.call.result().isDone(), "seed " + seed);
        }
    }
}
