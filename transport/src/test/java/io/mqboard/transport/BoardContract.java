package io.mqboard.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds for a board of any protocol, behind a real broker that queues as little as any. */
@Timeout(120)
abstract class BoardContract {
    /** Of one call; {@link Timeout} cannot end a thread that joins. */
    private static final long LIMIT_SECONDS = 90;

    static MosquittoServer broker;
    static SimBoard sim;
    static BrokerSession session;
    static Board board;

    @TempDir
    Path folder;

    /** Starts a broker, a board with these lines of configuration, and a session that has attached it. */
    static void start(String address, int protocol, String... config) throws Exception {
        broker = MosquittoServer.plain("max_queued_messages 20", "max_inflight_messages 20");
        sim = SimBoard.start(broker.host(), broker.port(), address, List.of(), List.of(config));
        session = BrokerSession.open(BrokerOptions.of(broker.host(), broker.port(), null));
        board = session.board(address);
        assertEquals(protocol, board.attach().get(20, TimeUnit.SECONDS));
    }

    @AfterAll
    static void stop() throws IOException {
        session.close();
        sim.close();
        broker.close();
    }

    /** Sizes of files at the edges of what the protocol sends in one piece. */
    abstract int[] fileSizes();

    /** Names that only this protocol and its board take. */
    abstract List<String> moreNames();

    /** Runs a source and returns all that came. */
    static String run(Board on, ExecMode mode, String source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        on.exec(mode, "<stdin>", source, (channel, bytes) -> out.writeBytes(bytes))
                .result()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        return out.toString(StandardCharsets.UTF_8);
    }

    static Throwable failure(Call<?> call) {
        try {
            call.result().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            return e.getCause();
        }
        throw new AssertionError("did not fail");
    }

    static String code(Call<?> call) {
        return assertInstanceOf(BoardErrorException.class, failure(call)).code();
    }

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static List<String> names(Call<List<RemoteFile>> call) {
        List<String> names = new ArrayList<>();
        call.result().join().forEach(file -> names.add(file.path()));
        return names;
    }

    Path local(byte[] content) throws IOException {
        return Files.write(folder.resolve("local"), content);
    }

    @Test
    void exec_modes_behaveAsAtTheBoardsOwnPrompt() {
        assertEquals("921\n", run(board, ExecMode.REPL, "45+876"));
        assertEquals("", run(board, ExecMode.REPL, "None"));
        assertEquals("None\n", run(board, ExecMode.EVAL, "None"));
        assertEquals("", run(board, ExecMode.EXEC, "45+876"));
        assertEquals("0\n1\n2\n", run(board, ExecMode.REPL, "for i in range(3): print(i)"));
        assertEquals("shown\n", run(board, ExecMode.REPL, "print('shown')"));
        run(board, ExecMode.REPL, "kept = 'it\\'s häß€😀'");
        assertEquals("it's häß€😀\n", run(board, ExecMode.REPL, "print(kept)"));
    }

    @Test
    void exec_exception_hasItsTraceback() {
        assertTrue(tracebackOf("1/0", "<mine>").contains("ZeroDivisionError"));
    }

    static String tracebackOf(String source, String name) {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        assertEquals(
                "exception",
                code(board.exec(ExecMode.REPL, name, source, (channel, bytes) -> error.writeBytes(bytes))));
        return error.toString(StandardCharsets.UTF_8);
    }

    @Test
    void files_ofAnySize_goThereAndBack() throws IOException {
        for (int size : fileSizes()) {
            byte[] content = bytes(size, size);
            board.put(local(content), "/it/deep/er/x", Progress.NONE).result().join();
            assertArrayEquals(content, Files.readAllBytes(sim.flash().resolve("it/deep/er/x")));
            Path back = folder.resolve("back");
            board.get("/it/deep/er/x", back, Progress.NONE).result().join();
            assertArrayEquals(content, Files.readAllBytes(back));
        }
        board.remove("/it", true).result().join();
    }

    @Test
    void files_withAwkwardNames_goThereAndBack() throws IOException {
        List<String> names =
                new ArrayList<>(List.of("a b", "it's", "say \"x\"", "#1+2", "back\\slash", "ünï€😀", "%s{0}", "-rf"));
        names.addAll(moreNames());
        Path local = local(bytes(3000, 1));
        for (String name : names) {
            board.put(local, "/odd#+/" + name, Progress.NONE).result().join();
        }
        assertEquals(names.stream().sorted().toList(), names(board.list("/odd#+", false)));
        for (String name : names) {
            Path back = folder.resolve("back");
            board.get("/odd#+/" + name, back, Progress.NONE).result().join();
            assertEquals(-1, Files.mismatch(local, back));
            board.rename("/odd#+/" + name, "/odd#+/z").result().join();
            board.remove("/odd#+/z", false).result().join();
        }
        board.removeFolder("/odd#+").result().join();
    }

    @Test
    void fileErrors_haveTheirCodes() throws IOException {
        board.makeFolder("/errors/full", true).result().join();
        board.put(local(bytes(10, 1)), "/errors/full/x", Progress.NONE).result().join();
        assertEquals("not-found", code(board.stat("/none")));
        assertEquals("not-found", code(board.get("/none", folder.resolve("b"), Progress.NONE)));
        assertEquals("not-found", code(board.rename("/none", "/errors/y")));
        assertEquals("exists", code(board.makeFolder("/errors", false)));
        assertEquals("not-empty", code(board.removeFolder("/errors/full")));
        assertEquals(10, board.stat("/errors/full/x").result().join().sizeBytes());
        board.rename("/errors/full/x", "/errors/y").result().join();
        assertEquals(List.of("full", "y"), names(board.list("/errors", true)));
        board.remove("/errors", true).result().join();
    }
}
