package io.mqboard.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A board and a client with TLS, each behind a proxy of its own that makes faults, and what they do with each other. */
final class FaultyLine implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final int FILE_BYTES = 9_000;

    private final Path folder;
    private final FaultProxy clientSide;
    private final FaultProxy boardSide;
    private final SimBoard sim;
    private final BrokerSession session;
    private final Board board;
    private final List<Path> images;
    private int count;

    private FaultyLine(
            MosquittoServer broker,
            HeldCertificate certificate,
            Path trusted,
            List<Path> images,
            Duration keepAlive,
            Duration reply)
            throws Exception {
        this.images = images;
        folder = Files.createTempDirectory(trusted.getParent(), "line");
        clientSide = FaultProxy.tls(broker.host(), broker.port(), certificate);
        boardSide = FaultProxy.tls(broker.host(), broker.port(), certificate);
        String address = "faults/" + boardSide.port();
        sim = SimBoard.start(
                "localhost",
                boardSide.port(),
                address,
                List.of("--cafile", trusted.toString()),
                List.of("PARTITIONS=ota", "SLOT_SIZE=64K", "SETTING=keepalive = " + keepAlive.toSeconds()));
        BrokerOptions usual = BrokerOptions.of("localhost", clientSide.port(), TlsOptions.trusting(trusted));
        session = BrokerSession.open(new BrokerOptions(
                usual.host(), usual.port(), usual.tls(), null, null, keepAlive, usual.connectTimeout(), reply));
        board = session.board(address);
        assertEquals(2, board.attach().get(LIMIT_SECONDS, TimeUnit.SECONDS));
        // Connections that are cut soon after each other would make the board wait longer from one to the next.
        exec("n = 0\nfrom mqboard import app\napp.here.client.retry_ms = (50, 100)");
    }

    static FaultyLine open(MosquittoServer broker, HeldCertificate certificate, Path trusted, List<Path> images)
            throws Exception {
        return new FaultyLine(broker, certificate, trusted, images, Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    /** A line on which a silent connection is noticed after 5 to 10 s, and a request is not given up before. */
    static FaultyLine brisk(MosquittoServer broker, HeldCertificate certificate, Path trusted, List<Path> images)
            throws Exception {
        return new FaultyLine(broker, certificate, trusted, images, Duration.ofSeconds(5), Duration.ofSeconds(45));
    }

    FaultProxy clientSide() {
        return clientSide;
    }

    FaultProxy boardSide() {
        return boardSide;
    }

    private String exec(String source) throws Exception {
        StringBuilder out = new StringBuilder();
        wait(board.exec(ExecMode.EXEC, "<stdin>", source, (channel, bytes) -> out.append(new String(bytes, UTF_8))));
        return out.toString();
    }

    private static <T> T wait(Call<T> call) throws InterruptedException, ExecutionException, TimeoutException {
        return call.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs, puts, gets and updates, each asked for once; fails unless each was done once. */
    void session(String fault) throws Exception {
        count++;
        try {
            assertEquals(count + "\n", exec("n += 1\nprint(n)"), "the code ran once");
            byte[] content = BoardContract.bytes(FILE_BYTES, count);
            Path local = Files.write(folder.resolve("local"), content);
            wait(board.put(local, "/file", Progress.NONE));
            assertArrayEquals(content, Files.readAllBytes(sim.flash().resolve("file")));
            Path back = folder.resolve("back");
            wait(board.get("/file", back, Progress.NONE));
            assertArrayEquals(content, Files.readAllBytes(back));
            Path image = images.get(count % images.size());
            UpdateResult result = wait(board.firmware().update(image, false, Progress.NONE));
            assertEquals(Files.size(image), result.imageBytes());
            assertEquals(count + "\n", exec("print(n)"), "nothing ran twice");
        } catch (Exception | AssertionError e) {
            throw new AssertionError(fault + ": " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        session.close();
        sim.close();
        clientSide.close();
        boardSide.close();
    }
}
