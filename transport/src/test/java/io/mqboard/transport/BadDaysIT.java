package io.mqboard.transport;

import static io.mqboard.transport.BoardIT.bytes;
import static io.mqboard.transport.BoardIT.failure;
import static io.mqboard.transport.BoardIT.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between a board and its user: brokers that die, boards that are reset, networks that repeat, delay and starve. */
@Timeout(180)
class BadDaysIT {
    private static final int FILE_BYTES = 3_000_000;

    private static MosquittoServer broker;
    private static FaultProxy boardSide;
    private static SimBoard sim;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20");
        boardSide = FaultProxy.mqtt(broker.host(), broker.port());
        sim = SimBoard.start(boardSide.host(), boardSide.port(), "lab/bad");
    }

    @AfterAll
    static void stop() throws IOException {
        sim.close();
        boardSide.close();
        broker.close();
    }

    private static BrokerSession open() throws Exception {
        return BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null)
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30)));
    }

    private static Board board(BrokerSession session) throws Exception {
        Board board = session.board("lab/bad");
        assertEquals(2, board.attach().get(30, TimeUnit.SECONDS));
        return board;
    }

    /** A progress that tells when so many bytes have gone. */
    private static final class Milestone implements Progress {
        final CountDownLatch reached = new CountDownLatch(1);
        final AtomicLong resumed = new AtomicLong();
        private final long bytes;

        Milestone(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void moved(long doneBytes, long totalBytes, long resumedBytes) {
            resumed.set(resumedBytes);
            if (doneBytes >= bytes) {
                reached.countDown();
            }
        }

        void await() throws InterruptedException {
            assertTrue(reached.await(60, TimeUnit.SECONDS));
        }
    }

    private Path local() throws IOException {
        return Files.write(folder.resolve("local"), bytes(FILE_BYTES, 7));
    }

    private void slow() {
        boardSide.toClient().bytesPerSecond(2_000_000);
        boardSide.toServer().bytesPerSecond(2_000_000);
    }

    private static void normal() {
        boardSide.toClient().clear();
        boardSide.toServer().clear();
    }

    @Test
    void brokerKilled_inAnEvalAPutAndAGet_allEndWell() throws Exception {
        slow();
        try (BrokerSession session = open()) {
            Board board = board(session);
            run(board, ExecMode.EXEC, "count = 0");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CountDownLatch running = new CountDownLatch(1);
            String source = "import time\ncount += 1\nfor i in range(20):\n print(i)\n await asyncio.sleep(.2)";
            String task = "import asyncio\nasync def __mqb__():\n global count\n " + source.replace("\n", "\n ");
            Call<Void> eval = board.exec(ExecMode.AWAIT, "<stdin>", task, (channel, bytes) -> {
                out.writeBytes(bytes);
                running.countDown();
            });
            assertTrue(running.await(20, TimeUnit.SECONDS));
            Milestone put = new Milestone(300_000);
            Call<Void> putting = board.put(local(), "/bad", put);
            put.await();
            broker.kill();
            broker.start();
            putting.result().get(90, TimeUnit.SECONDS);
            eval.result().get(60, TimeUnit.SECONDS);
            StringBuilder wanted = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                wanted.append(i).append('\n');
            }
            assertEquals(wanted.toString(), out.toString(StandardCharsets.UTF_8));
            assertEquals("1\n", run(board, ExecMode.REPL, "count"), "ran once");
            Milestone get = new Milestone(300_000);
            Path back = folder.resolve("back");
            Call<Void> getting = board.get("/bad", back, get);
            get.await();
            broker.kill();
            broker.start();
            getting.result().get(90, TimeUnit.SECONDS);
            assertArrayEquals(bytes(FILE_BYTES, 7), Files.readAllBytes(back));
        } finally {
            normal();
        }
    }

    @Test
    void boardReset_inAnEval_isSaidAtOnce() throws Exception {
        try (BrokerSession session = open()) {
            Board board = board(session);
            CountDownLatch running = new CountDownLatch(1);
            Call<Void> eval = board.exec(
                    ExecMode.EXEC, "<stdin>", "print(1)\nwhile True: pass", (channel, bytes) -> running.countDown());
            assertTrue(running.await(20, TimeUnit.SECONDS));
            sim.reset();
            assertInstanceOf(BoardResetException.class, failure(eval));
            assertEquals("2\n", run(board, ExecMode.REPL, "1+1"));
        }
    }

    @Test
    void boardReset_inAPutAndAGet_theyResume() throws Exception {
        slow();
        try (BrokerSession session = open()) {
            Board board = board(session);
            Milestone put = new Milestone(1_000_000);
            Call<Void> putting = board.put(local(), "/again", put);
            put.await();
            sim.cutPower();
            putting.result().get(90, TimeUnit.SECONDS);
            assertTrue(put.resumed.get() > 500_000, "resumed at " + put.resumed.get());
            assertArrayEquals(
                    bytes(FILE_BYTES, 7), Files.readAllBytes(sim.flash().resolve("again")));
            Milestone get = new Milestone(1_000_000);
            Path back = folder.resolve("back");
            Call<Void> getting = board.get("/again", back, get);
            get.await();
            sim.reset();
            getting.result().get(90, TimeUnit.SECONDS);
            assertArrayEquals(bytes(FILE_BYTES, 7), Files.readAllBytes(back));
        } finally {
            normal();
        }
    }

    @Test
    void everyMessageTwice_nothingRunsOrPrintsTwice() throws Exception {
        FaultProxy mine = FaultProxy.mqtt(broker.host(), broker.port());
        mine.toServer().duplicatePublishes(true);
        mine.toClient().duplicatePublishes(true);
        boardSide.toServer().duplicatePublishes(true);
        BrokerOptions options = BrokerOptions.of(mine.host(), mine.port(), null);
        try (BrokerSession session = BrokerSession.open(options)) {
            Board board = board(session);
            run(board, ExecMode.EXEC, "n = 0");
            for (int i = 1; i <= 20; i++) {
                assertEquals(i + "\n", run(board, ExecMode.EXEC, "n += 1\nprint(n)"));
            }
            board.put(local(), "/twice", Progress.NONE).result().get(90, TimeUnit.SECONDS);
            Path back = folder.resolve("back");
            board.get("/twice", back, Progress.NONE).result().get(90, TimeUnit.SECONDS);
            assertArrayEquals(bytes(FILE_BYTES, 7), Files.readAllBytes(back));
        } finally {
            normal();
            mine.close();
        }
    }

    @Test
    void messagesInTheWrongOrderAndLost_nothingIsLost() throws Exception {
        FaultProxy mine = FaultProxy.mqtt(broker.host(), broker.port());
        BrokerOptions options = BrokerOptions.of(mine.host(), mine.port(), null);
        try (BrokerSession session = BrokerSession.open(options)) {
            Board board = board(session);
            mine.toServer().swapPublishes(true);
            mine.toClient().dropEvery(13);
            String out = run(board, ExecMode.EXEC, "for i in range(300): print('%03d' % i, 'y' * 1000)");
            assertEquals(300 * 1005, out.length());
            byte[] content = bytes(200_000, 9);
            board.put(Files.write(folder.resolve("small"), content), "/small", Progress.NONE)
                    .result()
                    .get(90, TimeUnit.SECONDS);
            assertArrayEquals(content, Files.readAllBytes(sim.flash().resolve("small")));
        } finally {
            mine.close();
        }
    }

    @Test
    void slowAndFar_filesStillMove() throws Exception {
        boardSide.toClient().bytesPerSecond(20_000).latency(Duration.ofMillis(100));
        boardSide.toServer().bytesPerSecond(20_000).latency(Duration.ofMillis(100));
        try (BrokerSession session = open()) {
            Board board = board(session);
            byte[] content = bytes(100_000, 9);
            board.put(Files.write(folder.resolve("small"), content), "/far", Progress.NONE)
                    .result()
                    .get(60, TimeUnit.SECONDS);
            Path back = folder.resolve("back");
            board.get("/far", back, Progress.NONE).result().get(60, TimeUnit.SECONDS);
            assertArrayEquals(content, Files.readAllBytes(back));
            assertEquals("2\n", run(board, ExecMode.REPL, "1+1"));
        } finally {
            normal();
        }
    }

    @Test
    void fullFlash_isSaidBeforeAnythingIsSent() throws Exception {
        try (SimBoard small =
                        SimBoard.start(broker.host(), broker.port(), "lab/small", List.of(), List.of("FLASH_SIZE=1M"));
                BrokerSession session = open()) {
            Board board = session.board(small.prefix());
            Call<Void> put = board.put(local(), "/big", Progress.NONE);
            assertEquals(
                    "full",
                    assertInstanceOf(BoardErrorException.class, failure(put)).code());
            assertEquals("2\n", run(board, ExecMode.REPL, "1+1"));
        }
    }

    @Test
    void boardSwitchedOff_isOfflineAtOnceAndBackLater() throws Exception {
        try (SimBoard other = SimBoard.start(broker.host(), broker.port(), "lab/off");
                BrokerSession session = open()) {
            Board board = session.board("lab/off");
            assertEquals("2\n", run(board, ExecMode.REPL, "1+1"));
            CountDownLatch back = new CountDownLatch(1);
            session.addListener(new SessionListener() {
                @Override
                public void boardChanged(BoardStatus status, BoardStatus before) {
                    if (status.online() && before != null && !before.online()) {
                        back.countDown();
                    }
                }
            });
            other.stop();
            Call<Void> call = board.exec(ExecMode.REPL, "<stdin>", "1", (channel, bytes) -> {});
            assertInstanceOf(BoardOfflineException.class, failure(call));
            other.start();
            assertTrue(back.await(30, TimeUnit.SECONDS));
            assertEquals("2\n", run(board, ExecMode.REPL, "1+1"));
        }
    }
}
