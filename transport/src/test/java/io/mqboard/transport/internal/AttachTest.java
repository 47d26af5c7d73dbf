package io.mqboard.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardTimedOutException;
import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.internal.wire.Header1;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Finding out whether a board is there and what it speaks, in virtual time. */
class AttachTest {
    private final Rig rig = Rig.connected();

    private CompletableFuture<Integer> attach() {
        CompletableFuture<Integer> attached = rig.board().attach();
        rig.loop.runReady();
        return attached;
    }

    private static Throwable failure(CompletableFuture<?> future) {
        assertTrue(future.isDone());
        return Assertions.assertThrows(CompletionException.class, future::join).getCause();
    }

    /** A board of protocol 1 that answers each eval with a number. */
    private void answerProtocol1(String reply) {
        rig.link.onPublish(message -> {
            String[] levels = message.topic().split("/mqb/cmd/eval/", -1);
            if (levels.length == 2) {
                byte[] text = reply.getBytes(StandardCharsets.UTF_8);
                rig.loop.execute(() -> rig.link.deliver(
                        Rig.ADDRESS + "/mqb/reply/out/" + levels[1],
                        Header1.encode(Header1.MAX_SEQUENCE, true, text, text.length)));
            }
        });
    }

    @Test
    void attach_boardOfProtocol2_costsOneMessage() {
        assertEquals(2, attach().getNow(0));
        assertEquals(1, rig.link.published.size());
        assertTrue(rig.board().status().orElseThrow().online());
    }

    @Test
    void attach_beforeTheLinkIsThere_waits() {
        Rig late = new Rig();
        CompletableFuture<Integer> attached = late.board().attach();
        late.loop.runReady();
        late.millis(30_000);
        assertFalse(attached.isDone());
        late.connect();
        assertEquals(2, attached.getNow(0));
    }

    @Test
    void attach_retainedOfflineRecord_failsAtOnce() {
        rig.boardAlive = false;
        CompletableFuture<Integer> attached = attach();
        rig.record(false, true);
        assertInstanceOf(BoardOfflineException.class, failure(attached));
        assertEquals(2, rig.link.published.size() + 1, "and nothing was asked again");
    }

    @Test
    void attach_nobodyThere_isOfflineAfterTheTimeout() {
        rig.boardAlive = false;
        CompletableFuture<Integer> attached = attach();
        rig.millis(9_999);
        assertFalse(attached.isDone());
        rig.millis(1);
        assertInstanceOf(BoardOfflineException.class, failure(attached));
    }

    @Test
    void attach_onlineButSilent_isTimedOut() {
        rig.boardAlive = false;
        CompletableFuture<Integer> attached = attach();
        rig.record(true, true);
        rig.millis(10_000);
        assertInstanceOf(BoardTimedOutException.class, failure(attached));
        assertTrue(
                rig.link.published.stream().noneMatch(message -> message.topic().contains("/cmd/")),
                "a board that says it speaks protocol 2 is not asked in protocol 1");
    }

    @Test
    void attach_lostHello_isRepeated() {
        rig.network = (toBoard, deliver) -> {};
        CompletableFuture<Integer> attached = attach();
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        rig.millis(500);
        assertEquals(2, attached.getNow(0));
    }

    @Test
    void attach_protocol1_isFoundAfterASecond() {
        answerProtocol1("1");
        CompletableFuture<Integer> attached = attach();
        rig.millis(999);
        assertFalse(attached.isDone());
        rig.millis(1);
        assertEquals(1, attached.getNow(0));
    }

    @Test
    void attach_protocol1BoardLearnsProtocol2_isSeen() {
        answerProtocol1("1");
        CompletableFuture<Integer> attached = attach();
        rig.millis(1000);
        assertEquals(1, attached.getNow(0));
        rig.record(true, false);
        rig.link.onPublish(message -> {
            if (message.topic().equals(Rig.ADDRESS + "/mqb/2/in/" + Rig.CLIENT)) {
                rig.loop.execute(() -> rig.fake.receive(Rig.CLIENT, message.payload()));
            }
        });
        assertEquals(2, attach().getNow(0));
    }

    @Test
    void interrupt_whileAttaching_returnsAtOnce() {
        rig.boardAlive = false;
        Rig.Running running = rig.exec("a");
        running.call.interrupt();
        rig.loop.runReady();
        assertInstanceOf(InterruptedCallException.class, Rig.failure(running.call));
    }

    @Test
    void connected_firstAttemptFails_saysSo() {
        Rig late = new Rig();
        late.link.fail(new ConnectFailedException("nobody listens"));
        late.loop.runReady();
        assertInstanceOf(ConnectFailedException.class, failure(late.session.connected()));
    }

    @Test
    void discovered_boards_areListed() {
        rig.session.discover();
        rig.loop.runReady();
        rig.record(true, true);
        rig.millis(10);
        assertTrue(rig.session.discovered().isDone());
        assertEquals(Rig.ADDRESS, rig.session.boards().get(0).address());
    }
}
