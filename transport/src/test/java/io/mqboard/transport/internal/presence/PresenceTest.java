package io.mqboard.transport.internal.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.link.FakeEventLoop;
import io.mqboard.transport.internal.link.FakeLink;
import io.mqboard.transport.internal.link.MqttLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Boards that announce themselves, in virtual time. */
class PresenceTest {
    private static final String ONLINE =
            "{\"mqb\":2,\"state\":\"online\",\"boot\":\"0a1b2c3d\",\"free\":81234,\"caps\":[\"exec\"]}";

    private final FakeEventLoop loop = new FakeEventLoop();
    private final FakeLink link = new FakeLink();
    private final List<String> changes = new ArrayList<>();
    private final Instant now = Instant.ofEpochSecond(1000);
    private final Presence presence = new Presence(
            loop,
            link,
            () -> now,
            "tester",
            (status, before, retained) -> changes.add(status.address() + (before == null ? " new" : " changed")));

    PresenceTest() {
        link.start(new MqttLink.Listener() {
            @Override
            public void onConnected(boolean again) {
                presence.connected();
            }

            @Override
            public void onDisconnected(MqboardException cause) {
                presence.disconnected();
            }

            @Override
            public void onConnectFailed(MqboardException cause) {}

            @Override
            public void onMessage(String topic, byte[] payload, boolean dup, boolean retained) {
                presence.onMessage(topic, payload, retained);
            }
        });
    }

    private void record(String address, String json, boolean retained) {
        link.deliver(address + "/mqb/status", json.getBytes(StandardCharsets.UTF_8), false, retained);
    }

    @Test
    void discover_boardsOfAllDepths_areFound() {
        presence.discover();
        link.connect();
        record("one", ONLINE, true);
        record("a/b", ONLINE, true);
        record("a/b/c/d/e/f/g/h", ONLINE, true);
        record("a/b/c/d/e/f/g/h/i", ONLINE, true);
        List<String> found = new ArrayList<>();
        presence.boards().forEach(board -> found.add(board.address()));
        assertEquals(List.of("a/b", "a/b/c/d/e/f/g/h", "one"), found);
        assertEquals(3, changes.size());
    }

    @Test
    void discovered_whenTheMarkIsBack_andNotBefore() {
        presence.discover();
        presence.discover();
        assertFalse(presence.discovered().isDone());
        link.connect();
        assertEquals(1, link.published.size());
        assertFalse(presence.discovered().isDone());
        link.deliver(link.published.get(0).topic(), new byte[0]);
        assertTrue(presence.discovered().isDone());
    }

    @Test
    void discovered_connectionLostMeanwhile_marksAgain() {
        presence.discover();
        link.connect();
        link.lose("gone");
        link.connect();
        assertEquals(2, link.published.size());
    }

    @Test
    void discovered_brokerSwallowsTheMark_isDoneInTheEnd() {
        presence.discover();
        link.connect();
        loop.advance(Duration.ofMillis(1999));
        assertFalse(presence.discovered().isDone());
        loop.advance(Duration.ofMillis(1));
        assertTrue(presence.discovered().isDone());
    }

    @Test
    void record_retained_tellsNotWhenTheBoardWasSeen() {
        presence.discover();
        link.connect();
        record("one", ONLINE, true);
        assertNull(presence.board("one").orElseThrow().lastSeen());
        record("one", ONLINE, false);
        assertEquals(now, presence.board("one").orElseThrow().lastSeen());
        record("one", "{\"mqb\":2,\"state\":\"offline\",\"reason\":\"lost\"}", false);
        BoardStatus status = presence.board("one").orElseThrow();
        assertFalse(status.online());
        assertEquals("lost", status.reason());
        assertEquals(now, status.lastSeen());
    }

    @Test
    void record_members_areRead() {
        presence.discover();
        link.connect();
        record("one", ONLINE, true);
        BoardStatus status = presence.board("one").orElseThrow();
        assertEquals("0a1b2c3d", status.bootId());
        assertEquals(81234, status.freeBytes());
        assertEquals(List.of("exec"), status.capabilities());
        assertEquals("normal", status.mode());
        assertEquals(-1, status.boots());
    }

    @Test
    void record_hostile_isIgnored() {
        presence.discover();
        link.connect();
        for (String bad : List.of(
                "garbage",
                "[]",
                "{}",
                "{\"mqb\":2}",
                "{\"mqb\":2,\"state\":\"maybe\"}",
                "{\"mqb\":1,\"state\":\"online\"}",
                "{\"mqb\":\"2\",\"state\":\"online\"}",
                "{\"mqb\":2,\"state\":\"online\",\"x\":\"" + "y".repeat(5000) + "\"}",
                "{\"mqb\":2,\"state\":\"online\",\"x\":" + "[".repeat(1000))) {
            record("one", bad, true);
        }
        assertEquals(List.of(), presence.boards());
    }

    @Test
    void record_removed_isForgotten() {
        presence.discover();
        link.connect();
        record("one", ONLINE, true);
        record("one", "", false);
        assertEquals(List.of(), presence.boards());
    }

    @Test
    void boards_invented_areLimited() {
        presence.discover();
        link.connect();
        for (int i = 0; i < Presence.MAX_BOARDS + 10; i++) {
            record("b" + i, ONLINE, true);
        }
        assertEquals(Presence.MAX_BOARDS, presence.boards().size());
    }
}
