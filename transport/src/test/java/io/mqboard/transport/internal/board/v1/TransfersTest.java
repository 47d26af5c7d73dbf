package io.mqboard.transport.internal.board.v1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardTimedOutException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.board.Context;
import io.mqboard.transport.internal.board.Counts;
import io.mqboard.transport.internal.board.Source;
import io.mqboard.transport.internal.link.FakeEventLoop;
import io.mqboard.transport.internal.link.FakeLink;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.wire.Header1;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Protocol 1 against a board in memory that takes messages from a broker's queue one by one. */
class TransfersTest {
    private final FakeEventLoop loop = new FakeEventLoop();
    private final FakeLink link = new FakeLink();
    private final Map<String, Context.Router.Taker> routes = new HashMap<>();
    private final Deque<FakeLink.Message> queue = new ArrayDeque<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Lines lines;
    private int longest;
    private int next;

    TransfersTest() {
        Context.Router router = new Context.Router() {
            @Override
            public void route(String topic, Taker taker) {
                routes.put(topic, taker);
            }

            @Override
            public void unroute(String topic) {
                routes.remove(topic);
            }
        };
        Context context =
                new Context(loop, link, loop::execute, loop::execute, router, "tester", () -> 10_000, new Counts());
        lines = new Lines(context, "lab/old");
        link.start(new MqttLink.Listener() {
            @Override
            public void onConnected(boolean again) {
                lines.reconnected();
            }

            @Override
            public void onDisconnected(MqboardException cause) {}

            @Override
            public void onConnectFailed(MqboardException cause) {}

            @Override
            public void onMessage(String topic, byte[] payload, boolean dup, boolean retained) {
                Context.Router.Taker taker = routes.get(topic);
                if (taker != null) {
                    taker.take(payload);
                }
            }
        });
        link.connect();
        link.onPublish(message -> {
            queue.add(message);
            longest = Math.max(longest, queue.size());
        });
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** The board takes messages until there are none. */
    private void board() {
        loop.runReady();
        FakeLink.Message message;
        while ((message = queue.poll()) != null) {
            handle(message.topic().split("/", 7), message.payload());
            loop.runReady();
        }
    }

    private void handle(String[] topic, byte[] payload) {
        int header = Header1.decode(payload);
        byte[] data = Arrays.copyOfRange(payload, 2, payload.length);
        String command = topic[4];
        if (command.equals("eval")) {
            reply(topic[5], new String(data, StandardCharsets.UTF_8));
        } else if (Header1.sequence(header) == next) {
            next++;
            received.writeBytes(data);
            if (command.equals("ota") && Header1.sequence(header) % 8 == 0) {
                reply(topic[5], "SEQ " + Header1.sequence(header));
            }
            if (Header1.last(header)) {
                reply(topic[5], "OK");
            }
        }
    }

    private void reply(String id, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        link.deliver("lab/old/mqb/reply/out/" + id, Header1.encode(Header1.MAX_SEQUENCE, true, bytes, bytes.length));
    }

    private static Throwable failure(CompletableFuture<?> future) {
        assertTrue(future.isDone());
        return Assertions.assertThrows(CompletionException.class, future::join).getCause();
    }

    @Test
    void put_anySize_arrivesAndTheBrokersQueueStaysShort() {
        for (int size : new int[] {0, 1, 1400, 1401, 100_000, 1_000_000}) {
            received.reset();
            next = 0;
            PutUpload put = new PutUpload(lines, "/x", Source.of(bytes(size)), moved -> {});
            put.start();
            board();
            put.result().join();
            assertArrayEquals(bytes(size), received.toByteArray());
        }
        assertTrue(longest <= 20, "a broker that queues 20 messages is enough: " + longest);
    }

    @Test
    void put_boardThatStops_stopsTheSender() {
        PutUpload put = new PutUpload(lines, "/x", Source.of(bytes(1_000_000)), moved -> {});
        put.start();
        loop.runReady();
        assertTrue(queue.size() <= 20);
        loop.advance(Duration.ofSeconds(11));
        assertInstanceOf(BoardTimedOutException.class, failure(put.result()));
        assertEquals(1, link.subscriptions.size() / 2, "only the identifier that is kept ready");
    }

    @Test
    void put_lostConnection_fails() {
        PutUpload put = new PutUpload(lines, "/x", Source.of(bytes(1_000_000)), moved -> {});
        put.start();
        loop.runReady();
        link.lose("gone");
        link.connect();
        assertInstanceOf(ConnectionLostException.class, failure(put.result()));
    }

    @Test
    void put_tooBig_isSaidBeforeAnythingIsSent() {
        Source huge = new Source() {
            @Override
            public long sizeBytes() {
                return 50_000_000;
            }

            @Override
            public byte[] read(long offset, int length) {
                throw new AssertionError("nothing is read");
            }
        };
        PutUpload put = new PutUpload(lines, "/x", huge, moved -> {});
        put.start();
        loop.runReady();
        assertEquals(
                "too-big",
                assertInstanceOf(BoardErrorException.class, failure(put.result()))
                        .code());
    }

    @Test
    void ota_image_staysWithinItsWindow() {
        OtaUpload ota = new OtaUpload(lines, "0".repeat(64), Source.of(bytes(500_000)), moved -> {});
        ota.open();
        loop.runReady();
        assertEquals(16, queue.size());
        board();
        ota.result().join();
        assertArrayEquals(bytes(500_000), received.toByteArray());
        assertTrue(longest <= 17);
    }

    @Test
    void ota_lastMessage_waitsForAllOthers() {
        OtaUpload ota = new OtaUpload(lines, "0".repeat(64), Source.of(bytes(1400 * 10)), moved -> {});
        ota.open();
        loop.runReady();
        assertTrue(queue.size() < 10, "the last one waits until the board has said SEQ 8");
        board();
        ota.result().join();
        assertEquals(14_000, received.size());
    }

    private void piece(Download download, int sequence, boolean last, int size) {
        link.deliver("lab/old/mqb/reply/out/" + download.id(), Header1.encode(sequence, last, new byte[size], size));
    }

    @Test
    void get_repetitions_areIgnored() {
        Download get = new Download(lines, "/x", received::writeBytes);
        get.open();
        piece(get, 0, false, 2800);
        piece(get, 0, false, 2800);
        piece(get, 1, false, 100);
        piece(get, 0, false, 2800);
        assertFalse(get.result().isDone());
        piece(get, 2, true, 0);
        get.result().join();
        assertEquals(2900, received.size());
    }

    @Test
    void get_lostMessage_isAnIntegrityError() {
        Download get = new Download(lines, "/x", received::writeBytes);
        get.open();
        piece(get, 0, false, 2800);
        piece(get, 2, true, 0);
        assertInstanceOf(IntegrityException.class, failure(get.result()));
    }

    @Test
    void get_manyMessages_wrapAround() {
        Download get = new Download(lines, "/x", received::writeBytes);
        get.open();
        for (int i = 0; i < 40_000; i++) {
            piece(get, i & 0x7FFF, false, 1);
        }
        piece(get, 40_000 & 0x7FFF, true, 0);
        get.result().join();
        assertEquals(40_000, received.size());
    }

    @Test
    void eval_noAnswer_timesOut() {
        Eval eval = Eval.run(lines, "1", false);
        loop.runReady();
        loop.advance(Duration.ofSeconds(11));
        assertInstanceOf(BoardTimedOutException.class, failure(eval.result()));
        loop.advance(Duration.ofSeconds(2));
        assertEquals(0, loop.timers());
    }

    @Test
    void eval_lostConnection_isRepeatedOnlyIfItOnlyLooks() {
        Eval looks = Eval.run(lines, "looks", true);
        Eval writes = Eval.run(lines, "writes", false);
        loop.runReady();
        queue.clear();
        link.lose("gone");
        link.connect();
        loop.runReady();
        assertEquals(1, queue.size());
        board();
        assertEquals("looks", looks.result().join());
        loop.advance(Duration.ofSeconds(11));
        assertInstanceOf(BoardTimedOutException.class, failure(writes.result()));
    }
}
