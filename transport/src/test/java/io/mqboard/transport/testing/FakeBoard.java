package io.mqboard.transport.testing;

import io.mqboard.transport.internal.wire.Bundle;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A board of protocol 2 that works, in memory: it keeps to mqboard-protocol(7) and knows a few commands. Its Python is a handful of words:
 * {@code print TEXT}, {@code big BYTES}, {@code raise}, {@code loop} (until interrupted); everything else echoes itself.
 */
public final class FakeBoard {
    /** One file or the first part of one. */
    public final Map<String, byte[]> files = new TreeMap<>();

    /** How often each source was run. */
    public final Map<String, Integer> runs = new HashMap<>();

    /** Parts of files that were not finished: they survive a reset. */
    public final Map<String, byte[]> parts = new HashMap<>();

    /** Whether puts are refused, as if another client were writing the same file. */
    public boolean putsBusy;

    private final BiConsumer<String, Frame> sender;
    private final Map<String, FakeSession> sessions = new HashMap<>();
    private final boolean bundles;
    private int chunk = 4096;
    private int window = 32768;
    private int boots;
    private int sessionCounter;

    /** A board that sends a frame by giving the client's name and the frame to {@code sender}. */
    public FakeBoard(boolean bundles, BiConsumer<String, Frame> sender) {
        this.bundles = bundles;
        this.sender = sender;
        reset();
    }

    /** Sets the sizes that the board announces. */
    public void limits(int chunkBytes, int windowBytes) {
        chunk = chunkBytes;
        window = windowBytes;
    }

    /** Forgets everything but its flash, as a reset does. */
    public void reset() {
        sessions.clear();
        boots++;
        sessionCounter = 0;
    }

    /** Forgets the sessions only. */
    public void evictSessions() {
        sessions.clear();
    }

    public String boot() {
        return String.format(Locale.ROOT, "%04x%04x", 0x1000 + boots, boots);
    }

    /** The presence record. */
    public String record(boolean online) {
        return "{\"mqb\":2,\"state\":\"" + (online ? "online" : "offline") + "\",\"boot\":\"" + boot()
                + "\",\"mode\":\"normal\",\"reason\":\"power\",\"boots\":" + boots
                + ",\"version\":\"0.2.0\",\"python\":\"1.25.0\",\"machine\":\"fake\",\"free\":81234,\"caps\":[\"exec\",\"file\""
                + (bundles ? ",\"bundle\"" : "") + "],\"chunk\":" + chunk + ",\"window\":" + window
                + ",\"sessions\":8}";
    }

    /** Bytes of a frame's body. */
    int chunk() {
        return chunk;
    }

    /** Bytes that a client may send ahead. */
    int window() {
        return window;
    }

    boolean bundles() {
        return bundles;
    }

    /** Sessions that the board knows now. */
    public int sessions() {
        return sessions.size();
    }

    /** Requests that the board has not forgotten yet, of all sessions. */
    public int unforgotten() {
        return sessions.values().stream()
                .mapToInt(session -> session.unforgotten())
                .sum();
    }

    /** A message came on the client's topic. */
    public void receive(String client, byte[] wire) {
        Frame frame = Frame.decode(wire);
        if (frame == null) {
            return;
        }
        List<Frame> out = new ArrayList<>();
        if (frame.type() == FrameType.BUNDLE) {
            Bundle.frames(frame.body()).forEach(inner -> receive(client, inner, out));
        } else {
            receive(client, frame, out);
        }
        if (bundles
                && out.size() == 2
                && out.stream().mapToInt(each -> each.body().length).sum() < chunk) {
            sender.accept(client, Bundle.of(out.get(0).session(), out));
        } else {
            out.forEach(each -> sender.accept(client, each));
        }
    }

    private void receive(String client, Frame frame, List<Frame> out) {
        FakeSession session = sessions.get(client);
        if (frame.type() == FrameType.HELLO) {
            if (session == null) {
                session = new FakeSession(this, ((0x1000 + boots) << 16) | ++sessionCounter);
                sessions.put(client, session);
            }
            byte[] body = record(true).getBytes(StandardCharsets.UTF_8);
            out.add(new Frame(FrameType.WELCOME, 0, 0, session.number(), frame.request(), 0, body));
        } else if (session == null || session.number() != frame.session()) {
            out.add(error(frame, "session"));
        } else if (frame.type() == FrameType.BYE) {
            sessions.remove(client);
        } else {
            session.receive(frame, out);
        }
    }

    static Frame error(Frame frame, String code) {
        byte[] body = ("{\"error\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
        return new Frame(FrameType.ERROR, 0, 0, frame.session(), frame.request(), 0, body);
    }
}
