package io.mqboard.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.BoardTimedOutException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.OutputListener.Channel;
import io.mqboard.transport.internal.link.FakeLink;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Python on a board of protocol 2, in virtual time. */
class ExecTest {
    private final Rig rig = Rig.connected();

    private List<FrameType> sent() {
        List<FrameType> types = new ArrayList<>();
        for (FakeLink.Message message : rig.link.published) {
            types.add(Frame.decode(message.payload()).type());
        }
        return types;
    }

    @Test
    void exec_expression_isEchoed() {
        Rig.Running running = rig.exec("45+876");
        assertTrue(running.succeeded());
        assertEquals("45+876\n", running.text(Channel.VALUE));
        assertEquals(List.of(FrameType.HELLO, FrameType.REQUEST), sent());
    }

    @Test
    void exec_inARow_costsOneMessageEach() {
        for (int i = 0; i < 20; i++) {
            assertTrue(rig.exec("print " + i).succeeded());
        }
        assertEquals(21, rig.link.published.size());
        assertEquals(FrameType.BUNDLE, sent().get(20));
        assertEquals(1, rig.fake.unforgotten());
        rig.millis(250);
        assertEquals(0, rig.fake.unforgotten(), "the last one is acknowledged by time");
        rig.millis(20_000);
        assertEquals(0, rig.loop.timers(), "nothing is left behind");
    }

    @Test
    void exec_boardWithoutBundles_works() {
        Rig plain = new Rig(false);
        plain.connect();
        for (int i = 0; i < 20; i++) {
            assertTrue(plain.exec("print " + i).succeeded());
        }
        plain.millis(250);
        assertEquals(0, plain.fake.unforgotten());
    }

    @Test
    void exec_exception_comesWithItsTraceback() {
        Rig.Running running = rig.exec("raise");
        BoardErrorException failure = assertInstanceOf(BoardErrorException.class, Rig.failure(running.call));
        assertEquals("exception", failure.code());
        assertEquals("ValueError: x", failure.getMessage());
        assertEquals("Traceback\nValueError: x\n", running.text(Channel.ERROR));
    }

    @Test
    void exec_muchOutput_arrivesWhole() {
        Rig.Running running = rig.exec("big 5000000");
        assertTrue(running.succeeded());
        assertEquals(5_000_000, running.streams[0].size());
    }

    @Test
    void exec_slowConsumer_holdsTheBoardBack() {
        List<Runnable> waiting = new ArrayList<>();
        rig.delivery = waiting::add;
        Rig.Running running = rig.exec("big 1000000");
        rig.millis(30_000);
        assertFalse(running.call.result().isDone());
        int pieces = waiting.size();
        assertTrue(pieces > 10 && pieces <= 18, "64 KB at most wait: " + pieces);
        rig.delivery = rig.loop::execute;
        waiting.forEach(Runnable::run);
        rig.loop.runReady();
        assertEquals(1_000_000, running.streams[0].size());
        assertTrue(running.succeeded());
    }

    @Test
    void exec_lostRequest_isRepeatedAndRunsOnce() {
        assertTrue(rig.exec("a").succeeded());
        rig.network = (toBoard, deliver) -> {};
        Rig.Running running = rig.exec("b");
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        rig.millis(499);
        assertFalse(running.call.result().isDone());
        rig.millis(1);
        assertTrue(running.succeeded());
        assertEquals(1, rig.fake.runs.get("b"));
    }

    @Test
    void exec_lostReply_isAskedForAndNotRunAgain() {
        assertTrue(rig.exec("a").succeeded());
        rig.network = (toBoard, deliver) -> {
            if (toBoard) {
                rig.loop.execute(deliver);
            }
        };
        Rig.Running running = rig.exec("print hello");
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        assertFalse(running.call.result().isDone());
        rig.millis(500);
        assertTrue(running.succeeded());
        assertEquals("hello\n", running.text(Channel.OUTPUT));
        assertEquals(1, rig.fake.runs.get("print hello"));
    }

    @Test
    void exec_everythingTwice_runsOnceAndPrintsOnce() {
        rig.network = (toBoard, deliver) -> {
            rig.loop.execute(deliver);
            rig.loop.execute(deliver);
        };
        for (int i = 0; i < 8; i++) {
            Rig.Running running = rig.exec("print " + i);
            assertTrue(running.succeeded());
            assertEquals(i + "\n", running.text(Channel.OUTPUT));
            assertEquals(1, rig.fake.runs.get("print " + i));
        }
        Rig.Running big = rig.exec("big 300000");
        assertTrue(big.succeeded());
        assertEquals(300_000, big.streams[0].size());
    }

    @Test
    void exec_manyAtOnce_allRunInOrder() {
        List<Rig.Running> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(rig.exec("print " + i));
        }
        rig.millis(1000);
        for (int i = 0; i < 30; i++) {
            assertEquals(i + "\n", all.get(i).text(Channel.OUTPUT));
            assertTrue(all.get(i).succeeded());
        }
    }

    @Test
    void interrupt_endlessLoop_ends() {
        Rig.Running running = rig.exec("loop");
        rig.millis(60_000);
        assertFalse(running.call.result().isDone(), "a quiet program that answers probes may take its time");
        running.call.interrupt();
        rig.loop.runReady();
        assertInstanceOf(InterruptedCallException.class, Rig.failure(running.call));
    }

    @Test
    void interrupt_lost_isRepeated() {
        Rig.Running running = rig.exec("loop");
        rig.network = (toBoard, deliver) -> {};
        running.call.interrupt();
        rig.loop.runReady();
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        rig.millis(300);
        assertInstanceOf(InterruptedCallException.class, Rig.failure(running.call));
    }

    @Test
    void interrupt_requestThatNeverArrived_neverRuns() {
        assertTrue(rig.exec("a").succeeded());
        rig.network = (toBoard, deliver) -> {};
        Rig.Running running = rig.exec("b");
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        running.call.interrupt();
        rig.millis(1000);
        assertInstanceOf(InterruptedCallException.class, Rig.failure(running.call));
        assertEquals(null, rig.fake.runs.get("b"));
        assertTrue(rig.exec("c").succeeded(), "the session goes on");
    }

    @Test
    void reset_whileIdle_isNotNoticed() {
        assertTrue(rig.exec("a").succeeded());
        rig.millis(1000);
        rig.fake.reset();
        Rig.Running running = rig.exec("b");
        assertTrue(running.succeeded());
        assertEquals(1, rig.fake.runs.get("b"));
    }

    @Test
    void reset_whileItRuns_outcomeUnknown() {
        Rig.Running running = rig.exec("loop");
        rig.fake.reset();
        rig.record(true, false);
        assertInstanceOf(BoardResetException.class, Rig.failure(running.call));
        assertTrue(rig.exec("a").succeeded());
    }

    @Test
    void reset_withoutPresence_isFoundByProbe() {
        Rig.Running running = rig.exec("loop");
        rig.fake.reset();
        rig.millis(5000);
        assertInstanceOf(BoardResetException.class, Rig.failure(running.call));
    }

    @Test
    void eviction_whileItRuns_neverRunsTwice() {
        rig.exec("a");
        rig.network = (toBoard, deliver) -> {
            if (toBoard) {
                rig.loop.execute(deliver);
            }
        };
        Rig.Running running = rig.exec("b");
        rig.millis(600);
        rig.fake.evictSessions();
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        rig.millis(5000);
        assertInstanceOf(BoardResetException.class, Rig.failure(running.call));
        assertEquals(1, rig.fake.runs.get("b"));
    }

    @Test
    void silence_timesOutAndTheSessionGoesOnLater() {
        assertTrue(rig.exec("a").succeeded());
        rig.boardAlive = false;
        Rig.Running running = rig.exec("b");
        Rig.Running second = rig.exec("c");
        rig.millis(10_000);
        assertInstanceOf(BoardTimedOutException.class, Rig.failure(running.call));
        assertInstanceOf(BoardTimedOutException.class, Rig.failure(second.call));
        rig.boardAlive = true;
        rig.millis(40_000);
        assertTrue(rig.exec("d").succeeded());
        assertEquals(null, rig.fake.runs.get("b"), "what nobody waits for does not run");
        assertEquals(null, rig.fake.runs.get("c"));
    }

    @Test
    void silence_whileItRuns_timesOutAndInterruptsLater() {
        Rig.Running running = rig.exec("loop");
        rig.boardAlive = false;
        rig.millis(10_000);
        assertInstanceOf(BoardTimedOutException.class, Rig.failure(running.call));
        rig.boardAlive = true;
        rig.millis(1000);
        assertEquals(0, rig.fake.unforgotten());
    }

    @Test
    void brokerAway_waitsAndGoesOn() {
        Rig.Running running = rig.exec("loop");
        rig.link.lose("gone");
        rig.millis(30_000);
        assertFalse(running.call.result().isDone());
        Rig.Running second = rig.exec("print x");
        rig.link.connect();
        rig.millis(1000);
        assertEquals("x\n", second.text(Channel.OUTPUT));
        running.call.interrupt();
        rig.millis(1000);
        assertInstanceOf(InterruptedCallException.class, Rig.failure(running.call));
    }

    @Test
    void brokerAway_forTooLong_fails() {
        Rig.Running running = rig.exec("loop");
        rig.link.lose("gone");
        rig.millis(60_000);
        assertInstanceOf(ConnectionLostException.class, Rig.failure(running.call));
    }

    @Test
    void brokerAway_interrupt_returnsAtOnce() {
        Rig.Running running = rig.exec("loop");
        rig.link.lose("gone");
        running.call.interrupt();
        rig.loop.runReady();
        assertInstanceOf(InterruptedCallException.class, Rig.failure(running.call));
        rig.link.connect();
        rig.millis(1000);
        assertEquals(0, rig.fake.unforgotten(), "the board was stopped when it could be");
    }

    @Test
    void sessionThatIsForgottenAgainAndAgain_isGivenUp() {
        rig.network = (toBoard, deliver) -> {
            byte[] last = rig.link.published.get(rig.link.published.size() - 1).payload();
            if (toBoard && Frame.decode(last).type() == FrameType.REQUEST) {
                rig.fake.evictSessions();
            }
            rig.loop.execute(deliver);
        };
        Rig.Running running = rig.exec("x");
        rig.millis(5000);
        assertInstanceOf(BoardErrorException.class, Rig.failure(running.call));
        assertTrue(rig.link.published.size() < 100, "a storm of frames");
        assertEquals(0, rig.fake.runs.size());
    }

    @Test
    void offlineRecord_failsAtOnce() {
        rig.exec("loop");
        rig.record(false, false);
        Rig.Running running = rig.exec("b");
        assertInstanceOf(BoardOfflineException.class, Rig.failure(running.call));
        rig.record(true, false);
        assertTrue(rig.exec("c").succeeded());
    }

    @Test
    void offlineRecord_beforeTheBoardSaidAnything_leavesTheOutcomeOpen() {
        rig.exec("a");
        rig.network = (toBoard, deliver) -> {};
        Rig.Running running = rig.exec("b");
        rig.record(false, false);
        assertEquals(
                "lab/one is offline (power); whether this has run is unknown",
                assertInstanceOf(BoardOfflineException.class, Rig.failure(running.call))
                        .getMessage());
    }

    @Test
    void close_failsWhatRunsAndSaysGoodbye() {
        Rig.Running running = rig.exec("loop");
        rig.delivery = Runnable::run;
        rig.session.close();
        rig.loop.runReady();
        assertInstanceOf(ConnectionLostException.class, Rig.failure(running.call));
        assertTrue(sent().contains(FrameType.BYE));
    }

    @Test
    void listenerThatThrows_failsItsCallOnly() {
        var call = rig.board().exec(io.mqboard.transport.ExecMode.REPL, "<stdin>", "big 100000", (channel, bytes) -> {
            throw new IllegalStateException("no");
        });
        rig.loop.runReady();
        assertInstanceOf(IllegalStateException.class, Rig.failure(call));
        assertTrue(rig.exec("a").succeeded());
    }
}
