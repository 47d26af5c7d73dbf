package io.mqboard.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.Call;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.Progress;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files to and from a board of protocol 2, in virtual time. */
class FilesTest {
    @TempDir
    Path folder;

    private final Rig rig = Rig.connected();

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Path local(byte[] content) throws IOException {
        return Files.write(folder.resolve("local.bin"), content);
    }

    private <T> T done(Call<T> call) {
        rig.loop.runReady();
        assertTrue(call.result().isDone(), "done without any time passing");
        return call.result().join();
    }

    private List<String> leftOver() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".mqb"))
                    .toList();
        }
    }

    @Test
    void put_anySize_arrives() throws IOException {
        for (int size : new int[] {0, 1, 4095, 4096, 4097, 32768, 32769, 1_000_000}) {
            byte[] content = bytes(size, size);
            done(rig.board().put(local(content), "/x", Progress.NONE));
            assertArrayEquals(content, rig.fake.files.get("/x"));
        }
    }

    @Test
    void put_progress_endsWithTheSize() throws IOException {
        List<Long> moves = new ArrayList<>();
        done(rig.board().put(local(bytes(200_000, 1)), "/x", (done, total, resumed) -> {
            assertEquals(200_000, total);
            moves.add(done);
        }));
        assertEquals(200_000, moves.get(moves.size() - 1));
    }

    @Test
    void put_neverMoreThanGranted() throws IOException {
        rig.fake.limits(1000, 3000);
        done(rig.board().put(local(bytes(100_000, 1)), "/x", Progress.NONE));
        assertEquals(100_000, rig.fake.files.get("/x").length);
    }

    @Test
    void put_lostChunk_isSentAgainAtOnce() throws IOException {
        int[] data = {0};
        rig.network = (toBoard, deliver) -> {
            boolean chunk = toBoard
                    && isData(rig.link
                            .published
                            .get(rig.link.published.size() - 1)
                            .payload());
            if (!chunk || ++data[0] != 5) {
                rig.loop.execute(deliver);
            }
        };
        done(rig.board().put(local(bytes(100_000, 1)), "/x", Progress.NONE));
        assertEquals(100_000, rig.fake.files.get("/x").length);
    }

    private static boolean isData(byte[] payload) {
        return Frame.decode(payload).type() == FrameType.DATA;
    }

    @Test
    void put_lastChunkLost_isFoundByProbe() throws IOException {
        byte[] content = bytes(50_000, 1);
        rig.network = (toBoard, deliver) -> {
            Frame last = Frame.decode(
                    rig.link.published.get(rig.link.published.size() - 1).payload());
            if (!toBoard || last.offset() + last.body().length < content.length || rig.loop.nowMillis() > 60_400) {
                rig.loop.execute(deliver);
            }
        };
        Call<Void> call = rig.board().put(local(content), "/x", Progress.NONE);
        rig.millis(499);
        assertFalse(call.result().isDone());
        rig.millis(600);
        done(call);
        assertArrayEquals(content, rig.fake.files.get("/x"));
    }

    @Test
    void put_resetInTheMiddle_resumes() throws IOException {
        byte[] content = bytes(400_000, 2);
        int[] chunks = {0};
        rig.network = (toBoard, deliver) -> {
            if (toBoard && ++chunks[0] == 50) {
                rig.fake.reset();
                rig.record(true, false);
            }
            rig.loop.execute(deliver);
        };
        List<Long> resumed = new ArrayList<>();
        Call<Void> call = rig.board().put(local(content), "/x", (done, total, from) -> resumed.add(from));
        rig.millis(2000);
        done(call);
        assertArrayEquals(content, rig.fake.files.get("/x"));
        assertTrue(resumed.stream().anyMatch(from -> from > 100_000), "it went on where it was: " + resumed);
        assertTrue(chunks[0] < 120, "and did not send all again: " + chunks[0]);
    }

    @Test
    void put_brokerGoneInTheMiddle_goesOn() throws IOException {
        byte[] content = bytes(400_000, 2);
        int[] chunks = {0};
        rig.network = (toBoard, deliver) -> {
            if (toBoard && ++chunks[0] == 50) {
                rig.loop.execute(() -> rig.link.lose("gone"));
            } else {
                rig.loop.execute(deliver);
            }
        };
        Call<Void> call = rig.board().put(local(content), "/x", Progress.NONE);
        rig.millis(20_000);
        assertFalse(call.result().isDone());
        rig.connect();
        rig.millis(100);
        done(call);
        assertArrayEquals(content, rig.fake.files.get("/x"));
        assertEquals(1, rig.fake.runs.get("put /x"));
    }

    @Test
    void put_sameFileUnderWay_waitsForIt() throws IOException {
        rig.fake.putsBusy = true;
        Call<Void> call = rig.board().put(local(bytes(100_000, 1)), "/x", Progress.NONE);
        rig.millis(2900);
        assertFalse(call.result().isDone());
        rig.fake.putsBusy = false;
        rig.millis(1200);
        assertNull(done(call));
        assertEquals(100_000, rig.fake.files.get("/x").length);
    }

    @Test
    void put_sameFileUnderWayForLong_fails() throws IOException {
        rig.fake.putsBusy = true;
        Call<Void> call = rig.board().put(local(bytes(100, 1)), "/x", Progress.NONE);
        rig.millis(9900);
        assertFalse(call.result().isDone());
        rig.millis(3000);
        assertEquals(
                "busy",
                assertInstanceOf(BoardErrorException.class, Rig.failure(call)).code());
    }

    @Test
    void put_interruptedWhileItWaits_ends() throws IOException {
        rig.fake.putsBusy = true;
        Call<Void> call = rig.board().put(local(bytes(100, 1)), "/x", Progress.NONE);
        rig.millis(1500);
        call.interrupt();
        rig.loop.runReady();
        assertInstanceOf(InterruptedCallException.class, Rig.failure(call));
        rig.fake.putsBusy = false;
        rig.millis(3000);
        assertTrue(rig.fake.files.isEmpty(), "it goes on trying");
    }

    @Test
    void put_folderOrMissingFile_isALocalError() {
        Call<Void> call = rig.board().put(folder, "/x", Progress.NONE);
        Call<Void> other = rig.board().put(folder.resolve("none"), "/x", Progress.NONE);
        rig.loop.runReady();
        assertInstanceOf(LocalFileException.class, Rig.failure(call));
        assertTrue(Rig.failure(other).getMessage().endsWith("no such file or folder"));
    }

    @Test
    void put_fileThatChanges_saysSo() throws IOException {
        Path file = local(bytes(400_000, 2));
        int[] chunks = {0};
        rig.network = (toBoard, deliver) -> {
            if (toBoard && ++chunks[0] == 20) {
                write(file, bytes(1000, 3));
            }
            rig.loop.execute(deliver);
        };
        Call<Void> call = rig.board().put(file, "/x", Progress.NONE);
        rig.millis(100);
        assertInstanceOf(LocalFileException.class, Rig.failure(call));
        assertTrue(Rig.failure(call).getMessage().contains("changed while"));
        assertNull(rig.fake.files.get("/x"));
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        assertTrue(rig.exec("a").succeeded());
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void get_anySize_arrives() throws IOException {
        for (int size : new int[] {0, 1, 4096, 4097, 65536, 65537, 1_000_000}) {
            rig.fake.files.put("/x", bytes(size, size));
            Path target = folder.resolve("got");
            done(rig.board().get("/x", target, Progress.NONE));
            assertArrayEquals(bytes(size, size), Files.readAllBytes(target));
        }
        assertEquals(List.of(), leftOver());
    }

    @Test
    void get_ontoAFolder_isALocalErrorThoughAllArrives() {
        rig.fake.files.put("/x", bytes(100, 1));
        Call<Void> call = rig.board().get("/x", folder, Progress.NONE);
        rig.loop.runReady();
        assertEquals(
                folder + " is a folder",
                assertInstanceOf(LocalFileException.class, Rig.failure(call)).getMessage());
    }

    @Test
    void get_missing_leavesTheOldFile() throws IOException {
        Path target = Files.write(folder.resolve("got"), new byte[] {1});
        Call<Void> call = rig.board().get("/none", target, Progress.NONE);
        rig.loop.runReady();
        assertEquals(
                "not-found",
                assertInstanceOf(BoardErrorException.class, Rig.failure(call)).code());
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
        assertEquals(List.of(), leftOver());
    }

    @Test
    void get_resetInTheMiddle_resumes() throws IOException {
        byte[] content = bytes(500_000, 4);
        rig.fake.files.put("/x", content);
        int[] frames = {0};
        rig.network = (toBoard, deliver) -> {
            if (!toBoard && ++frames[0] == 40) {
                rig.fake.reset();
                rig.record(true, false);
            } else {
                rig.loop.execute(deliver);
            }
        };
        Path target = folder.resolve("got");
        Call<Void> call = rig.board().get("/x", target, Progress.NONE);
        rig.millis(2000);
        done(call);
        assertArrayEquals(content, Files.readAllBytes(target));
        assertTrue(frames[0] < 160, "not all came twice: " + frames[0]);
    }

    @Test
    void get_fileChangedAtReset_beginsAgain() throws IOException {
        byte[] changed = bytes(400_000, 5);
        rig.fake.files.put("/x", bytes(500_000, 4));
        int[] frames = {0};
        rig.network = (toBoard, deliver) -> {
            if (!toBoard && ++frames[0] == 40) {
                rig.fake.files.put("/x", changed);
                rig.fake.reset();
                rig.record(true, false);
            } else {
                rig.loop.execute(deliver);
            }
        };
        Path target = folder.resolve("got");
        Call<Void> call = rig.board().get("/x", target, Progress.NONE);
        rig.millis(2000);
        done(call);
        assertArrayEquals(changed, Files.readAllBytes(target));
        assertEquals(List.of(), leftOver());
    }

    @Test
    void get_wrongBytes_isAnIntegrityError() throws IOException {
        rig.fake.files.put("/x", bytes(50_000, 4));
        rig.link.onPublish(message -> {});
        Rig bad = Rig.connected();
        bad.fake.files.put("/x", bytes(50_000, 4));
        bad.corrupt = payload -> {
            if (isData(payload)) {
                payload[20] ^= 1;
            }
        };
        Path target = folder.resolve("got");
        Call<Void> call = bad.board().get("/x", target, Progress.NONE);
        bad.loop.runReady();
        assertInstanceOf(IntegrityException.class, Rig.failure(call));
        assertFalse(Files.exists(target));
        assertEquals(List.of(), leftOver());
    }

    @Test
    void read_pieces_makeTheFile() {
        byte[] content = bytes(300_000, 6);
        rig.fake.files.put("/x", content);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        done(rig.board().read("/x", (channel, piece) -> read.writeBytes(piece)));
        assertArrayEquals(content, read.toByteArray());
    }

    @Test
    void list_entries_areSorted() {
        rig.fake.files.put("b.py", new byte[7]);
        rig.fake.files.put("a.py", new byte[3]);
        assertEquals(
                List.of(new RemoteFile("a.py", false, 3, -1), new RemoteFile("b.py", false, 7, -1)),
                done(rig.board().list("/", false)));
    }

    @Test
    void stat_file_isDescribed() {
        rig.fake.files.put("/b.py", new byte[7]);
        assertEquals(new RemoteFile("/b.py", false, 7, 7), done(rig.board().stat("/b.py")));
    }

    @Test
    void remove_replyLostInReset_isNotRepeated() {
        rig.exec("a");
        rig.fake.files.put("/b.py", new byte[7]);
        rig.network = (toBoard, deliver) -> {
            if (toBoard) {
                rig.loop.execute(deliver);
            }
        };
        Call<Void> call = rig.board().remove("/b.py", false);
        rig.loop.runReady();
        rig.fake.reset();
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        rig.millis(5000);
        assertInstanceOf(BoardResetException.class, Rig.failure(call));
        assertEquals(1, rig.fake.runs.get("rm /b.py"));
    }

    @Test
    void paths_thatNoBoardTakes_areRefused() {
        for (String path : List.of("", "a\0b", "x".repeat(256), "é".repeat(128), "ab/".repeat(200))) {
            Call<RemoteFile> call = rig.board().stat(path);
            rig.loop.runReady();
            assertEquals(
                    "bad-request",
                    assertInstanceOf(BoardErrorException.class, Rig.failure(call))
                            .code());
        }
    }
}
