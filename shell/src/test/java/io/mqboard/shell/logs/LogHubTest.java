package io.mqboard.shell.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.testing.FakeSession;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines on their way from the session to those who look. */
@Timeout(60)
class LogHubTest {
    private static final LogFilter ALL = new LogFilter(List.of(), null, List.of(), List.of(), List.of(), null);
    private static final LogText PLAIN = new LogText(false, true, new LocalSources(null));

    private Instant now = Instant.parse("2026-11-22T14:00:00Z");
    private final FakeSession session = FakeSession.connectedSession();
    private final LogHub hub = new LogHub(session, () -> now);

    private static List<String> shown(LogView.Batch batch) {
        return batch.lines().stream().map(PLAIN::of).toList();
    }

    private void flood(int count) {
        for (int i = 0; i < count; i++) {
            session.topics.say("a/log", "I 14:00:00.000 app: line " + i);
        }
    }

    @Test
    void lines_goToTheViewsThatWantThem_withGapsAndResets() throws Exception {
        session.announce("a/b", true, null);
        hub.listenToAll();
        LogView view = hub.open(ALL.withBoards(List.of("a/*")));
        session.topics.say("a/b/log", "I 14:00:00.000 app: one\t#1");
        session.topics.say("c/log", "I 14:00:00.000 app: another board");
        session.topics.say("a/b/log", "I 14:00:00.000 app: four\t#4");
        session.reboot("a/b", "wdt");
        session.topics.say("a/b/log", "I 12 app: anew\t#1");
        assertTrue(view.arrival().isDone());
        assertEquals(
                List.of(
                        "14:00:00.000 a/b I app: one",
                        "---- a/b: 2 lines lost ----",
                        "14:00:00.000 a/b I app: four",
                        "---- a/b was reset: wdt ----",
                        "     +0.012s a/b I app: anew"),
                shown(view.take()));
        assertFalse(view.arrival().isDone());
        view.close();
        assertTrue(view.arrival().isDone());
        assertTrue(hub.isShownAbove() == false && !hub.isWatched("a/b"));
    }

    @Test
    void sameBoardTwice_isListenedToOnce() throws Exception {
        hub.listenTo("a");
        hub.listenTo("a");
        assertEquals(1, session.topics.count());
    }

    @Test
    void viewSinceAMoment_beginsWithWhatWasKept() throws Exception {
        hub.listenTo("a");
        session.topics.say("a/log", "I 1 app: old");
        now = now.plusSeconds(60);
        session.topics.say("a/log", "W 2 app: young");
        LogFilter recent = new LogFilter(List.of(), null, List.of(), List.of(), List.of(), now.minusSeconds(30));
        assertEquals(
                List.of("     +0.002s a W app: young"), shown(hub.open(recent).take()));
        assertEquals("young", hub.store().lastWarning("a").orElseThrow().text());
    }

    @Test
    void flood_isBoundedInStoreAndView_andTheSurplusIsCounted() throws Exception {
        hub.listenTo("a");
        LogView view = hub.open(ALL);
        flood(LogStore.CAPACITY + 100);
        assertEquals(LogStore.CAPACITY, hub.store().lines(line -> true).size());
        LogView.Batch batch = view.take();
        assertEquals(LogView.CAPACITY, batch.lines().size());
        assertEquals(LogStore.CAPACITY + 100 - LogView.CAPACITY, batch.missed());
    }

    @Test
    void abovePrompt_theLastLinesOfAFloodAreDrawnAtOnce_andTheOthersCounted() throws Exception {
        hub.listenTo("a");
        LogView view = hub.open(ALL);
        flood(500);
        BlockingQueue<String> screen = new ArrayBlockingQueue<>(10);
        hub.showAbove(new LogsAbove(view, PLAIN, null, screen::add));
        String drawn = screen.poll(30, TimeUnit.SECONDS);
        assertTrue(drawn.startsWith("... 490 lines not shown"), drawn);
        assertTrue(drawn.endsWith("line 499"), drawn);
        assertEquals(1 + LogsAbove.TOGETHER, drawn.lines().count());
        session.topics.say("a/log", "I 1 app: later");
        assertEquals("     +0.001s a I app: later", screen.poll(30, TimeUnit.SECONDS));
        hub.showAbove(null);
        assertTrue(view.closed());
    }
}
