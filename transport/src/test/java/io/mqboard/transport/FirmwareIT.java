package io.mqboard.transport;

import static io.mqboard.transport.BoardIT.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import io.mqboard.testing.SimImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Updates of a simulated board with two slots, behind a real broker. */
@Timeout(120)
class FirmwareIT {
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
        sim = SimBoard.start(
                broker.host(), broker.port(), "lab/ota", List.of(), List.of("PARTITIONS=ota", "SLOT_SIZE=1M"));
        session = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null));
        session.discover();
        board = session.board("lab/ota");
        assertEquals(2, board.attach().get(20, TimeUnit.SECONDS));
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        sim.close();
        broker.close();
    }

    private FirmwareInfo info() {
        return board.firmware().info().result().join();
    }

    private UpdateResult update(Path image) {
        return board.firmware().update(image, true, Progress.NONE).result().join();
    }

    private String bootId() {
        return board.status().map(BoardStatus::bootId).orElseThrow();
    }

    private void reset() throws Exception {
        String before = bootId();
        board.reset(ResetMode.HARD).result().join();
        board.when(status -> status.online() && !status.bootId().equals(before)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void update_thenReset_runsTheNewImage() throws Exception {
        Path image = SimImage.make(folder.resolve("new.bin"), "version=2.0", "size=400000");
        FirmwareImage header = FirmwareImage.read(image);
        assertEquals("2.0", header.version());
        UpdateResult result = update(image);
        assertEquals("ota_1", result.label());
        assertTrue(result.wireBytes() < result.imageBytes() * 3 / 4, () -> "compressed: " + result);
        reset();
        assertEquals("2.0", info().running().version());
        board.firmware().markValid().result().join();
        assertEquals("valid", info().running().state());
    }

    @Test
    void update_again_sendsOnlyWhatDiffers() throws Exception {
        Path image = SimImage.make(folder.resolve("a.bin"), "version=2.0", "size=400000", "seed=x");
        update(image);
        UpdateResult same = update(image);
        assertEquals(0, same.sentBlocks());
        assertEquals(0, same.wireBytes());
        Path other = SimImage.make(folder.resolve("b.bin"), "version=2.1", "size=400000", "seed=x");
        UpdateResult changed = update(other);
        assertTrue(changed.sentBlocks() <= 3, () -> "only the version and the digest differ: " + changed);
    }

    @Test
    void update_boardResetInTheMiddle_goesOn() throws Exception {
        Path image = SimImage.make(folder.resolve("new.bin"), "version=3.0", "size=800000");
        CountDownLatch halfWay = new CountDownLatch(1);
        Call<UpdateResult> call = board.firmware().update(image, true, (done, total, resumed) -> {
            if (done > total / 2) {
                halfWay.countDown();
            }
        });
        assertTrue(halfWay.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        sim.reset();
        UpdateResult result = call.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(result.keptBlocks() > 0, () -> "what had arrived was not sent again: " + result);
        reset();
        assertEquals("3.0", info().running().version());
    }

    @Test
    void update_wrongChipTooBigOrDamaged_isRefusedBeforeAnythingIsSent() throws Exception {
        Path chip = SimImage.make(folder.resolve("s3.bin"), "size=40000", "chip=9");
        BoardErrorException wrong = assertInstanceOf(
                BoardErrorException.class, failure(board.firmware().update(chip, true, Progress.NONE)));
        assertEquals("wrong-chip", wrong.code());
        assertTrue(wrong.getMessage().contains("ESP32-S3"), wrong.getMessage());
        Path big = SimImage.make(folder.resolve("big.bin"), "size=1100000");
        BoardErrorException tooBig = assertInstanceOf(
                BoardErrorException.class, failure(board.firmware().update(big, true, Progress.NONE)));
        assertEquals("too-big", tooBig.code());
        Path damaged = SimImage.make(folder.resolve("damaged.bin"), "size=40000");
        try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            file.seek(20_000);
            file.write(file.read() ^ 1);
        }
        assertInstanceOf(LocalFileException.class, failure(board.firmware().update(damaged, true, Progress.NONE)));
        assertEquals(0, info().next().imageBytes());
    }
}
