package io.mqboard.transport.internal.presence;

import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.link.MqttLink;
import io.mqboard.transport.internal.wire.JsonMap;
import io.mqboard.transport.internal.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all boards. Lives on the loop; {@link #boards} and {@link #board} may be called from any thread.
 *
 * <p>Everything is subscribed at QoS 0: a broker that queues only a few QoS 1 messages would drop the records of a larger fleet.
 */
public final class Presence {
    /** Told about each new or changed record. On the loop. */
    public interface Listener {
        void boardChanged(BoardStatus status, @Nullable BoardStatus before, boolean retained);
    }

    /** More boards than this are not remembered, so that nobody can fill the memory with invented ones. */
    static final int MAX_BOARDS = 10_000;

    /** A broker that does not let the mark come back counts as done after this. */
    private static final Duration MARK_LIMIT = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final MqttLink link;
    private final InstantSource clock;
    private final Listener listener;
    private final String markTopic;
    private final ConcurrentSkipListMap<String, BoardStatus> known = new ConcurrentSkipListMap<>();
    private final CompletableFuture<Void> discovered = new CompletableFuture<>();
    private boolean discovering;
    private boolean marked;
    private boolean markLost;

    public Presence(EventLoop loop, MqttLink link, InstantSource clock, String client, Listener listener) {
        this.loop = loop;
        this.link = link;
        this.clock = clock;
        this.listener = listener;
        markTopic = "mqboard/mark/" + client;
    }

    /** All boards, sorted by address. */
    public List<BoardStatus> boards() {
        return new ArrayList<>(known.values());
    }

    public Optional<BoardStatus> board(String address) {
        return Optional.ofNullable(known.get(address));
    }

    /** Done, on the loop, when the records that the broker held are all here. */
    public CompletableFuture<Void> discovered() {
        return discovered;
    }

    /** Watches the boards of all depths. Idempotent. */
    public void discover() {
        if (discovering) {
            return;
        }
        discovering = true;
        List<CompletableFuture<Void>> grants = new ArrayList<>();
        grants.add(link.subscribe(markTopic, 0));
        for (int levels = 1; levels <= Topics.MAX_LEVELS; levels++) {
            grants.add(link.subscribe(Topics.statusFilter(levels), 0));
        }
        Object unused = CompletableFuture.allOf(grants.toArray(new CompletableFuture<?>[0]))
                .whenComplete((ok, refused) -> mark());
    }

    /**
     * A broker answers one client in order: a message that it gets after the subscriptions comes back after the retained records. So no
     * sleep is needed to know that they are all here.
     */
    private void mark() {
        if (!discovered.isDone() && link.connected()) {
            marked = true;
            Object unused = link.publish(markTopic, new byte[0], 0, false);
            loop.schedule(MARK_LIMIT, () -> discovered.complete(null));
        }
    }

    /** The link is there, perhaps again. */
    public void connected() {
        if (markLost) {
            markLost = false;
            mark();
        }
    }

    /** The link is gone for now, and with it perhaps the mark. */
    public void disconnected() {
        markLost = marked && !discovered.isDone();
    }

    /** A message came. Returns whether it was for us. */
    public boolean onMessage(String topic, byte[] payload, boolean retained) {
        if (topic.equals(markTopic)) {
            discovered.complete(null);
            Object unused = link.unsubscribe(markTopic);
            return true;
        }
        String address = Topics.addressOfStatus(topic);
        if (address == null) {
            return false;
        }
        if (payload.length == 0) {
            known.remove(address);
            return true;
        }
        // A retained "offline" tells nothing of when the board was last heard, nor does a will.
        BoardStatus before = known.get(address);
        BoardStatus parsed = Records.parse(address, payload, null);
        if (parsed != null) {
            boolean heard = !retained && parsed.online();
            update(Records.seenAt(parsed, heard ? clock.instant() : seen(before)), before, retained);
        }
        return true;
    }

    /** The board itself has sent its record in a session's welcome. */
    public void welcomed(String address, JsonMap record) {
        BoardStatus status = Records.status(address, record, clock.instant());
        if (status != null) {
            update(status, known.get(address), false);
        }
    }

    /** Something was heard of the board. */
    public void heard(String address, Instant at) {
        known.computeIfPresent(address, (unused, was) -> Records.seenAt(was, at));
    }

    private static @Nullable Instant seen(@Nullable BoardStatus before) {
        return before == null ? null : before.lastSeen();
    }

    private void update(BoardStatus status, @Nullable BoardStatus before, boolean retained) {
        if (before == null && known.size() >= MAX_BOARDS) {
            return;
        }
        known.put(status.address(), status);
        listener.boardChanged(status, before, retained);
    }
}
