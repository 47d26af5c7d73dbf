package io.mqboard.transport;

import static io.mqboard.transport.BoardIT.bytes;
import static io.mqboard.transport.BoardIT.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import io.mqboard.transport.internal.board.LocalFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sets of files to a simulated board, behind a broker that queues as little as any. */
@Timeout(120)
class ChangesIT {
    private static final long LIMIT_SECONDS = 40;

    @TempDir
    Path folder;

    private MosquittoServer broker;
    private SimBoard sim;
    private BrokerSession session;
    private Board board;

    @BeforeEach
    void start() throws Exception {
        broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20");
        sim = SimBoard.start(broker.host(), broker.port(), "lab/set");
        session = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null));
        session.discover();
        board = session.board("lab/set");
        assertEquals(2, board.attach().get(20, TimeUnit.SECONDS));
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        sim.close();
        broker.close();
    }

    private FileToSend file(String remotePath, byte[] content) throws IOException {
        Path local = Files.createTempFile(folder, "local", ".bin");
        Files.write(local, content);
        return new FileToSend(local, remotePath);
    }

    private List<FileToSend> small(int count) throws IOException {
        List<FileToSend> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(file("/set/f" + i + ".py", bytes(1 + i * 37, i)));
        }
        return files;
    }

    private SentFiles send(List<FileToSend> files, String stage) {
        return board.changes()
                .send(files, stage, false, SetProgress.NONE)
                .result()
                .join();
    }

    private void assertOnBoard(List<FileToSend> files) throws IOException {
        for (FileToSend file : files) {
            assertArrayEquals(Files.readAllBytes(file.local()), Files.readAllBytes(onFlash(file.remotePath())));
        }
    }

    private Path onFlash(String path) {
        return sim.flash().resolve(path.substring(1));
    }

    @Test
    void send_manyFiles_arriveAndAreUnchangedTheSecondTime() throws Exception {
        List<FileToSend> files = small(150);
        files.add(file("/set/empty", new byte[0]));
        files.add(file("/set/a b/\u00e4 '#+.txt", "text\n".repeat(5000).getBytes(StandardCharsets.UTF_8)));
        SentFiles first = send(files, null);
        assertEquals(152, first.sent());
        assertOnBoard(files);
        SentFiles second = send(files, null);
        assertEquals(new SentFiles(0, 152, 0, 0), second);
        Files.write(files.get(7).local(), new byte[] {1});
        assertEquals(1, send(files, null).sent());
        assertOnBoard(files);
    }

    @Test
    void send_textOfAProgram_travelsCompressed() throws Exception {
        byte[] text = "def answer():\n    return 42\n".repeat(2000).getBytes(StandardCharsets.UTF_8);
        SentFiles sent = send(List.of(file("/big.py", text)), null);
        assertEquals(text.length, sent.contentBytes());
        assertTrue(sent.wireBytes() < text.length / 5, () -> "bytes on the wire: " + sent.wireBytes());
    }

    @Test
    void send_boardResetInTheMiddle_goesOnWithWhatIsMissing() throws Exception {
        List<FileToSend> files = new ArrayList<>(small(20));
        files.add(file("/large.bin", bytes(3_000_000, 3)));
        CountDownLatch middle = new CountDownLatch(1);
        Call<SentFiles> call = board.changes().send(files, null, false, (file, done, total, bytes, all) -> {
            if (bytes > 1_000_000) {
                middle.countDown();
            }
        });
        assertTrue(middle.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        sim.reset();
        SentFiles sent = call.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(21, sent.sent());
        assertTrue(sent.wireBytes() < 3_000_000, () -> "the first third was not sent again: " + sent.wireBytes());
        assertOnBoard(files);
    }

    @Test
    void send_whereAFolderIs_isRefusedWithItsPath() throws Exception {
        send(List.of(file("/set/x/deep", new byte[] {1})), null);
        Call<SentFiles> call =
                board.changes().send(List.of(file("/set/x", new byte[] {2})), null, false, SetProgress.NONE);
        BoardErrorException error = assertInstanceOf(BoardErrorException.class, failure(call));
        assertEquals("is-dir", error.code());
        assertTrue(error.getMessage().contains("/set/x"));
    }

    @Test
    void commit_stagedSet_switchesAllAndCanBeTakenBack() throws Exception {
        List<FileToSend> before = List.of(file("/app/a.py", bytes(500, 1)), file("/app/old.py", bytes(300, 2)));
        send(before, null);
        List<FileToSend> next = List.of(file("/app/a.py", bytes(600, 3)), file("/app/new.py", bytes(100, 4)));
        send(next, "s1");
        assertOnBoard(before);
        List<Changes.Change> changes = new ArrayList<>();
        for (FileToSend file : next) {
            try (LocalFile local = LocalFile.open(file.local())) {
                changes.add(new Changes.Change(file.remotePath(), local.sha256()));
            }
        }
        changes.add(new Changes.Change("/app/old.py", null));
        assertEquals(
                3,
                board.changes()
                        .commit("s1", changes, Duration.ofMinutes(5))
                        .result()
                        .join());
        assertOnBoard(next);
        assertFalse(Files.exists(onFlash("/app/old.py")));
        assertEquals(3, board.changes().rollback().result().join());
        assertOnBoard(before);
        assertFalse(Files.exists(onFlash("/app/new.py")));
        BoardErrorException nothing = assertInstanceOf(
                BoardErrorException.class, failure(board.changes().confirm()));
        assertEquals("not-found", nothing.code());
    }

    @Test
    void commit_withSomethingMissing_changesNothing() throws Exception {
        List<FileToSend> before = List.of(file("/app/a.py", bytes(500, 1)));
        send(before, null);
        List<Changes.Change> changes = List.of(
                new Changes.Change("/app/a.py", "0".repeat(64)), new Changes.Change("/app/b.py", "1".repeat(64)));
        assertInstanceOf(IntegrityException.class, failure(board.changes().commit("s2", changes, null)));
        assertOnBoard(before);
    }
}
