package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ConnectionLostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final List<String> lines = new ArrayList<>();
    private final TestSession session = new TestSession();
    private final TestBoard board = session.board("esp32/sim1");
    private int prompts;
    private final Notices notices = new Notices("mqtt://host:1883", lines::add, () -> prompts++);

    @BeforeEach
    void listen() {
        session.addListener(notices);
    }

    @Test
    void firstConnection_isNoNews_aLostAndHealedOneIs() {
        session.become(BrokerSession.State.CONNECTED, null);
        assertEquals(List.of(), lines);
        session.become(BrokerSession.State.RECONNECTING, new ConnectionLostException("the connection was reset"));
        session.become(BrokerSession.State.CONNECTED, null);
        assertEquals(
                List.of("the connection was reset; connecting again", "connected to mqtt://host:1883 again"), lines);
        assertEquals(3, prompts);
    }

    @Test
    void boardsThatWereThereBefore_areNoNews() {
        session.boardBecomes(board, true, "normal", "01", "power");
        notices.allHeard();
        session.boardBecomes(session.board("esp32/new"), true, "safe", "01", "wdt");
        session.boardBecomes(session.board("esp32/old"), false, "normal", "01", "lost");
        assertEquals(List.of("esp32/new is online in safe mode (wdt)"), lines);
    }

    @Test
    void boardThatComesAndGoes_isSaid() {
        session.boardBecomes(board, true, "normal", "01", "power");
        session.boardBecomes(board, true, "normal", "01", "power");
        session.boardBecomes(board, false, "normal", "01", "lost");
        session.boardBecomes(board, false, "normal", "01", "lost");
        session.boardBecomes(board, true, "normal", "01", "power");
        session.boardBecomes(board, true, "safe", "02", "wdt");
        assertEquals(
                List.of(
                        "esp32/sim1 went offline (lost)",
                        "esp32/sim1 is online again",
                        "esp32/sim1 was restarted in safe mode (wdt)"),
                lines);
    }

    @Test
    void textOfABoard_isMadeSafe() {
        session.boardBecomes(board, true, "normal", "01", "power");
        session.boardBecomes(board, false, "normal", "01", "\u001b[2Jlost\n");
        assertEquals(List.of("esp32/sim1 went offline (\\x1b[2Jlost\\n)"), lines);
    }

    @Test
    void prompt_showsWhatIsUnusual() {
        assertEquals("mqboard> ", prompt(null, BrokerSession.State.CONNECTED));
        board.status(true, "normal", "01", "power");
        assertEquals("esp32/sim1 mqboard> ", prompt(board, BrokerSession.State.CONNECTED));
        assertEquals("esp32/sim1 (connecting) mqboard> ", prompt(board, BrokerSession.State.CONNECTING));
        assertEquals("esp32/sim1 (no connection) mqboard> ", prompt(board, BrokerSession.State.RECONNECTING));
        board.status(true, "safe", "01", "wdt");
        assertEquals("esp32/sim1 (safe) mqboard> ", prompt(board, BrokerSession.State.CONNECTED));
        board.status(false, "normal", "01", "lost");
        assertEquals("esp32/sim1 (offline) mqboard> ", prompt(board, BrokerSession.State.CONNECTED));
        assertEquals("100%%\\x1b mqboard> ", prompt(session.board("100%\u001b"), BrokerSession.State.CONNECTED));
    }

    private static String prompt(TestBoard selected, BrokerSession.State state) {
        return selected == null
                ? new PromptText(null, null, state).pattern(false)
                : new PromptText(selected.address(), selected.status().orElse(null), state).pattern(false);
    }
}
