package io.mqboard.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.Call;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.ResetMode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A board whose connection is cut for a moment, or for longer, in virtual time. */
class CutTest {
    private final Rig rig = Rig.connected();

    private static void assertFailedOffline(Rig.Running running, String message) {
        assertEquals(
                message,
                assertInstanceOf(BoardOfflineException.class, Rig.failure(running.call))
                        .getMessage());
    }

    /** A request that the board has not got because its connection is gone, of which the broker knows a little later. */
    private Rig.Running sentIntoTheCut(String source) {
        rig.exec("a");
        rig.boardAlive = false;
        Rig.Running running = rig.exec(source);
        rig.cut();
        return running;
    }

    @Test
    void cut_requestThatDidNotArrive_runsWhenTheBoardIsBack() {
        Rig.Running running = sentIntoTheCut("b");
        rig.millis(3000);
        assertFalse(running.call.result().isDone());
        rig.back();
        rig.millis(1);
        assertTrue(running.succeeded(), "at once, not when the next repetition is due");
        assertEquals(1, rig.fake.runs.get("b"));
    }

    @Test
    void cut_requestWhoseAnswerGotLost_doesNotRunTwice() {
        rig.exec("a");
        rig.network = (toBoard, deliver) -> {
            if (toBoard) {
                rig.loop.execute(deliver);
            }
        };
        Rig.Running running = rig.exec("b");
        assertEquals(1, rig.fake.runs.get("b"));
        rig.network = (toBoard, deliver) -> rig.loop.execute(deliver);
        rig.cut();
        rig.millis(2000);
        rig.back();
        rig.millis(1);
        assertTrue(running.succeeded());
        assertEquals(1, rig.fake.runs.get("b"));
    }

    @Test
    void cut_newRequest_waitsForTheBoard() {
        rig.exec("a");
        rig.millis(1000);
        rig.cut();
        Rig.Running first = rig.exec("print b");
        Rig.Running second = rig.exec("print c");
        int sent = rig.link.published.size();
        rig.millis(4000);
        assertEquals(sent, rig.link.published.size(), "nothing is sent to a board that is not there");
        rig.back();
        rig.millis(1);
        assertTrue(first.succeeded() && second.succeeded());
    }

    @Test
    void cut_newRequest_isRefusedWhenTheBoardStaysAway() {
        rig.exec("a");
        rig.cut();
        Rig.Running running = rig.exec("b");
        rig.millis(4999);
        assertFalse(running.call.result().isDone());
        rig.millis(1);
        assertFailedOffline(running, "lab/one is offline (lost)");
        assertFailedOffline(rig.exec("c"), "lab/one is offline (lost)");
        rig.back();
        assertTrue(rig.exec("d").succeeded());
    }

    @Test
    void cut_requestThatWasSent_whenTheBoardStaysAway_hasAnUnknownOutcome() {
        Rig.Running running = sentIntoTheCut("b");
        rig.millis(10_000);
        assertFailedOffline(running, "lab/one is offline (lost); whether this has run is unknown");
        rig.back();
        rig.millis(1000);
        assertFalse(rig.fake.runs.containsKey("b"), "what was said to have failed does not run afterwards");
    }

    @Test
    void cut_boardComesBackInAnotherLife_isToldAtOnce() {
        Rig.Running running = sentIntoTheCut("b");
        Rig.Running later = rig.exec("c");
        rig.fake.reset();
        rig.back();
        rig.millis(1);
        assertInstanceOf(BoardResetException.class, Rig.failure(running.call));
        assertFalse(rig.fake.runs.containsKey("b"));
        assertTrue(later.succeeded(), "what had not been sent goes to the board as it is now");
    }

    @Test
    void cut_toldTwice_isOneCut() {
        Rig.Running running = sentIntoTheCut("b");
        Rig.Running later = rig.exec("c");
        rig.record(rig.lastWill(), false);
        assertFalse(running.call.result().isDone() || later.call.result().isDone());
        rig.back();
        rig.millis(1);
        assertTrue(running.succeeded() && later.succeeded());
    }

    @Test
    void cut_whileTheSessionIsOpened_isOpenedWhenTheBoardIsBack() {
        rig.boardAlive = false;
        CompletableFuture<Integer> attached = rig.board().attach();
        rig.record(true, true);
        rig.cut();
        rig.millis(2000);
        rig.back();
        assertEquals(2, attached.getNow(0));
    }

    @Test
    void cut_interrupted_returnsAtOnce() {
        rig.exec("a");
        rig.cut();
        Rig.Running running = rig.exec("b");
        running.call.interrupt();
        rig.loop.runReady();
        assertInstanceOf(InterruptedCallException.class, Rig.failure(running.call));
        rig.back();
        rig.millis(1000);
        assertFalse(rig.fake.runs.containsKey("b"));
    }

    @Test
    void cut_andTheBrokerToo_timeCountsFromTheReturnOfTheBroker() {
        rig.exec("a");
        rig.cut();
        Rig.Running running = rig.exec("b");
        rig.link.lose("gone");
        rig.millis(20_000);
        assertFalse(running.call.result().isDone());
        rig.link.connect();
        rig.record(rig.lastWill(), true);
        rig.millis(4000);
        assertFalse(running.call.result().isDone());
        rig.back();
        rig.millis(1);
        assertTrue(running.succeeded());
    }

    @Test
    void goodbye_isNoCut() {
        rig.exec("a");
        Call<Void> reset = rig.board().reset(ResetMode.HARD);
        rig.loop.runReady();
        rig.boardAlive = false;
        rig.record(rig.lastWill().replace("lost", "reset"), false);
        assertFailedOffline(rig.exec("b"), "lab/one is offline (reset)");
        assertTrue(reset.result().isDone());
    }
}
