package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A board that means harm or has lost its mind: nothing of it is believed, stored elsewhere, or waited for without end. */
class HostileBoardIT {
    private static final String OK = "{\"ok\":true}";
    private static final Duration SOON = Duration.ofSeconds(12);

    @TempDir
    private Path folder;

    private static MosquittoServer broker;

    @BeforeAll
    static void start() {
        broker = MosquittoServer.plain();
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    /** Runs a command against a board whose answers to all but HELLO a test has written. */
    private static Program.Ended run(HostileBoard.Script script, String... command) throws IOException {
        HostileBoard.Script polite = (frame, board) -> {
            if (frame.type() == FrameType.HELLO) {
                board.welcome(frame);
            } else {
                script.take(frame, board);
            }
        };
        return runRude(polite, command);
    }

    private static Program.Ended runRude(HostileBoard.Script script, String... command) throws IOException {
        try (HostileBoard board = new HostileBoard(broker.port(), "t/evil", script)) {
            Program.Ended ended = Program.at(broker.port())
                    .board("t/evil")
                    .with("-T", "2")
                    .run(command)
                    .plain();
            assertTrue(ended.took().compareTo(SOON) < 0, ended::toString);
            assertTrue(board.taken() < 2000, board.taken() + " frames were sent");
            return ended;
        }
    }

    private static boolean wantsOutput(Frame frame) {
        return frame.type() == FrameType.REQUEST || frame.type() == FrameType.ACK && (frame.flags() & Frame.PROBE) != 0;
    }

    @Test
    void garbage_andFramesForOthers_areIgnored() throws IOException {
        Random random = new Random(8);
        Program.Ended ended = run(
                (frame, board) -> {
                    if (!wantsOutput(frame)) {
                        return;
                    }
                    int rid = frame.request();
                    for (int i = 0; i < 50; i++) {
                        byte[] noise = new byte[random.nextInt(60)];
                        random.nextBytes(noise);
                        board.raw(noise);
                    }
                    board.say(FrameType.DATA, rid + 7, 0, "another request");
                    board.say(FrameType.END, rid + 7, 0, OK);
                    byte[] evil = Samples.ascii("another session");
                    board.say(new Frame(FrameType.DATA, 0, 0, HostileBoard.SESSION + 1, rid, 0, evil));
                    board.say(new Frame(FrameType.END, 0, 0, HostileBoard.SESSION + 1, rid, 0, Samples.ascii(OK)));
                    board.say(FrameType.ERROR, rid + 7, 0, "{\"error\":\"request\"}");
                    board.say(FrameType.HELLO, rid, 0, "");
                    board.say(FrameType.WELCOME, rid, 0, HostileBoard.RECORD);
                    board.say(FrameType.DATA, rid, 0, "right\n");
                    board.say(FrameType.END, rid, 6, OK);
                },
                "eval",
                "1");
        assertEquals(0, ended.code(), ended::toString);
        assertEquals("right\n", ended.out());
    }

    @Test
    void tooLong_isIgnored() throws IOException {
        Program.Ended ended = run(
                (frame, board) -> {
                    if (wantsOutput(frame)) {
                        board.say(FrameType.DATA, frame.request(), 0, new byte[100_000]);
                        board.raw(new byte[2_000_000]);
                        board.say(FrameType.DATA, frame.request(), 0, "right\n");
                        board.say(FrameType.END, frame.request(), 6, OK);
                    }
                },
                "eval",
                "1");
        assertEquals(0, ended.code(), ended::toString);
        assertEquals("right\n", ended.out());
    }

    @Test
    void outOfOrder_twiceAndOverlapping_isPutInOrder() throws IOException {
        Program.Ended ended = run(
                (frame, board) -> {
                    if (wantsOutput(frame)) {
                        int rid = frame.request();
                        board.say(FrameType.END, rid, 9, OK);
                        board.say(FrameType.DATA, rid, 6, "cc\n");
                        board.say(FrameType.DATA, rid, 3, "bb\n");
                        board.say(FrameType.DATA, rid, 0, "aa\n");
                        board.say(FrameType.DATA, rid, 0, "aa\n");
                        board.say(FrameType.DATA, rid, 3, "bb\n");
                        board.say(FrameType.DATA, rid, 0xFFFF_FFF0L, "zz\n");
                        board.say(FrameType.DATA, rid, 6, "cc\n");
                    }
                },
                "eval",
                "1");
        assertEquals(0, ended.code(), ended::toString);
        assertEquals("aa\nbb\ncc\n", ended.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "null", "{\"ok\":", "{\"error\":{\"a\":[1]}}", "DEEP"})
    void endThatIsNone_isAFailure(String body) throws IOException {
        String end = body.equals("DEEP") ? "[".repeat(4000) + "]".repeat(4000) : body;
        Program.Ended ended = run(
                (frame, board) -> {
                    if (wantsOutput(frame)) {
                        board.say(FrameType.END, frame.request(), 0, end);
                    }
                },
                "eval",
                "1");
        assertNotEquals(0, ended.code(), ended::toString);
        assertFalse(ended.err().isBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"chunk\":0,\"window\":-1,\"sessions\":0}",
                "{\"chunk\":\"x\",\"caps\":7,\"boot\":[],\"state\":{}}",
                "{\"chunk\":4000000000,\"window\":1e300,\"caps\":[[[[]]]]}",
            })
    void welcomeThatIsNone_isNoHarm(String record) throws IOException {
        Program.Ended ended = runRude(
                (frame, board) -> {
                    if (frame.type() == FrameType.HELLO) {
                        board.say(FrameType.WELCOME, frame.request() + 1, 0, "{}");
                        board.say(FrameType.WELCOME, frame.request(), 0, record);
                    } else if (wantsOutput(frame)) {
                        board.say(FrameType.DATA, frame.request(), 0, "right\n");
                        board.say(FrameType.END, frame.request(), 6, OK);
                    }
                },
                "eval",
                "1");
        assertTrue(ended.code() == 0 ? ended.out().equals("right\n") : ended.code() == 3, ended::toString);
    }

    @Test
    void silence_isATimeOut() throws IOException {
        run((frame, board) -> {}, "eval", "1").failed(3, "did not answer within 2 s");
        runRude((frame, board) -> {}, "eval", "1").failed(3, "no board answers as t/evil");
    }

    @Test
    void sessionThatIsNeverKnown_isGivenUp() throws IOException {
        Program.Ended ended = run(
                (frame, board) -> {
                    if (frame.type() == FrameType.REQUEST || frame.type() == FrameType.ACK) {
                        board.say(
                                FrameType.ERROR, frame.request(), 0, "{\"error\":\"session\",\"text\":\"\\u001b[2J\"}");
                    }
                },
                "eval",
                "1");
        assertNotEquals(0, ended.code(), ended::toString);
        assertFalse(ended.err().contains("\u001b"), ended::toString);
    }

    @Test
    void get_wrongDigest_leavesNothing() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "old");
        Program.Ended ended = run(
                (frame, board) -> {
                    if (wantsOutput(frame)) {
                        board.say(FrameType.DATA, frame.request(), 0, "evil");
                        String sha = Samples.sha256(Samples.ascii("good"));
                        board.say(
                                FrameType.END,
                                frame.request(),
                                4,
                                "{\"ok\":true,\"size\":4,\"type\":\"f\",\"sha256\":\"" + sha + "\"}");
                    }
                },
                "get",
                "-f",
                ":/file",
                target.toString());
        assertEquals(5, ended.code(), ended::toString);
        assertEquals("old", Files.readString(target));
        assertEquals(1, Samples.count(folder));
    }

    @Test
    void get_namesThatLeadOutOfTheFolder_areRefused() throws IOException {
        Path target = Files.createDirectories(folder.resolve("in/target"));
        byte[] listing = "[\"../../stolen\",\"f\",4,null]\n[\"/stolen\",\"f\",4,null]\n[\"..\",\"d\",0,null]\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] content = Samples.ascii("evil");
        Program.Ended ended = run(
                (frame, board) -> {
                    if (!wantsOutput(frame) || frame.type() != FrameType.REQUEST) {
                        return;
                    }
                    String head = new String(frame.body(), StandardCharsets.UTF_8);
                    byte[] out = head.contains("\"ls\"") ? listing : head.contains("\"get\"") ? content : new byte[0];
                    if (out.length > 0) {
                        board.say(FrameType.DATA, frame.request(), 0, out);
                    }
                    String sha = Samples.sha256(out);
                    String type = head.contains("\"stat\"") ? "d" : "f";
                    board.say(
                            FrameType.END,
                            frame.request(),
                            out.length,
                            "{\"ok\":true,\"n\":3,\"size\":" + out.length + ",\"type\":\"" + type + "\",\"sha256\":\""
                                    + sha + "\"}");
                },
                "get",
                "-r",
                ":/",
                target.toString());
        assertNotEquals(0, ended.code(), ended::toString);
        try (var files = Files.walk(folder)) {
            assertEquals(0, files.filter(Files::isRegularFile).count(), ended::toString);
        }
        assertFalse(Files.exists(Path.of("/stolen")));
    }

    /** A board that answers is waited for, as long as the user likes; but without a storm of frames. */
    @Test
    void put_acknowledgementsThatLie_areNoHarm() throws IOException {
        Path local = Files.write(folder.resolve("file"), Samples.random(100_000, 1));
        HostileBoard.Script liar = (frame, board) -> {
            int rid = frame.request();
            if (frame.type() == FrameType.HELLO) {
                board.welcome(frame);
            } else if (frame.type() == FrameType.INTERRUPT) {
                board.say(FrameType.END, rid, 0, "{\"error\":\"interrupted\",\"text\":\"interrupted\"}");
            } else {
                board.say(Frame.ack(0, HostileBoard.SESSION, rid, 0xFFFF_FFFFL, 0xFFFF_FFFFL));
                board.say(Frame.ack(0, HostileBoard.SESSION, rid, 50, 0));
                board.say(Frame.ack(0, HostileBoard.SESSION, rid, 10, 40));
            }
        };
        try (HostileBoard board = new HostileBoard(broker.port(), "t/evil", liar);
                Program.Running running = Program.at(broker.port())
                        .board("t/evil")
                        .with("-T", "2")
                        .start("put", local.toString(), ":/file")) {
            org.awaitility.Awaitility.await().atMost(SOON).until(() -> board.taken() >= 4);
            running.interrupt();
            Program.Ended ended = running.end(SOON).plain();
            assertEquals(130, ended.code(), ended::toString);
            assertTrue(board.taken() < 200, board.taken() + " frames were sent");
        }
    }

    @Test
    void presenceOfLies_isShownSafelyOrNotAtAll() throws IOException {
        try (HostileBoard board = new HostileBoard(broker.port(), "t/liar", (frame, b) -> {})) {
            String[] records = {
                "",
                "no JSON",
                "[1]",
                "{\"mqb\":2,\"state\":\"online\",\"pad\":\"" + "x".repeat(300_000) + "\"}",
                "{\"mqb\":2,\"state\":\"online\",\"mode\":\"\\u001b[2J\\u202e\",\"version\":\"\\r\\n fake line\","
                        + "\"free\":-1e99,\"boots\":\"many\"}",
            };
            for (String each : records) {
                if (!each.isEmpty()) {
                    board.presence(each);
                }
                Program.Ended ended =
                        Program.at(broker.port()).onTerminal().run("boards").plain();
                assertEquals(0, ended.code(), ended::toString);
                String all = ended.out() + ended.err();
                assertTrue(
                        all.chars().noneMatch(c -> c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 || c == 0x202e),
                        ended::toString);
                assertTrue(all.length() < 2000 && all.lines().count() < 4, ended::toString);
            }
        }
    }

    @Test
    void streamWithoutEnd_beyondTheGrant_isNotStored() throws IOException {
        byte[] piece = new byte[4096];
        Arrays.fill(piece, (byte) 'x');
        Program.Ended ended = run(
                (frame, board) -> {
                    if (frame.type() == FrameType.REQUEST) {
                        // Each piece but the first: all of it lies behind a gap.
                        for (int i = 1; i < 5000; i++) {
                            board.say(FrameType.DATA, frame.request(), i * 4096L, piece);
                        }
                    }
                },
                "eval",
                "1");
        assertEquals(3, ended.code(), ended::toString);
        assertEquals("", ended.out());
    }
}
