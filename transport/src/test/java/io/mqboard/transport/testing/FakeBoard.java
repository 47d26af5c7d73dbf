package io.mqboard.transport.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mqboard.transport.internal.wire.Bundle;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import io.mqboard.transport.internal.wire.RequestBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
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
    private final Map<String, Session> sessions = new HashMap<>();
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

    /** Sessions that the board knows now. */
    public int sessions() {
        return sessions.size();
    }

    /** Requests that the board has not forgotten yet, of all sessions. */
    public int unforgotten() {
        return sessions.values().stream()
                .mapToInt(session -> session.tasks.size())
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
        Session session = sessions.get(client);
        if (frame.type() == FrameType.HELLO) {
            if (session == null) {
                session = new Session(((0x1000 + boots) << 16) | ++sessionCounter);
                sessions.put(client, session);
            }
            byte[] body = record(true).getBytes(StandardCharsets.UTF_8);
            out.add(new Frame(FrameType.WELCOME, 0, 0, session.number, frame.request(), 0, body));
        } else if (session == null || session.number != frame.session()) {
            out.add(error(frame, "session"));
        } else if (frame.type() == FrameType.BYE) {
            sessions.remove(client);
        } else {
            session.receive(frame, out);
        }
    }

    private static Frame error(Frame frame, String code) {
        byte[] body = ("{\"error\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
        return new Frame(FrameType.ERROR, 0, 0, frame.session(), frame.request(), 0, body);
    }

    private static byte[] sha(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes)).getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String shaText(byte[] bytes) {
        return new String(sha(bytes), StandardCharsets.UTF_8);
    }

    private final class Session {
        final int number;
        final Map<Integer, Task> tasks = new TreeMap<>();
        int last;

        Session(int number) {
            this.number = number;
        }

        void receive(Frame frame, List<Frame> out) {
            Task task = tasks.get(frame.request());
            switch (frame.type()) {
                case REQUEST -> request(frame, task, out);
                case INTERRUPT -> interrupt(frame, task, out);
                case DATA -> {
                    if (task != null) {
                        task.data(frame, out);
                    }
                }
                case ACK -> {
                    if (task != null) {
                        task.ack(frame, out);
                    } else if ((frame.flags() & Frame.PROBE) != 0) {
                        out.add(error(frame, "request"));
                    }
                }
                default -> {}
            }
        }

        private void request(Frame frame, Task known, List<Frame> out) {
            if (frame.request() == last + 1) {
                last++;
                Task task = new Task(this, frame);
                tasks.put(frame.request(), task);
                if (tasks.size() > 4) {
                    task.end("{\"error\":\"busy\"}");
                } else {
                    task.begin(RequestBody.decode(frame.body()));
                }
                task.answer(out);
            } else if (known != null) {
                known.answer(out);
            }
        }

        private void interrupt(Frame frame, Task known, List<Frame> out) {
            Task task = known;
            if (task == null && frame.request() == last + 1) {
                last++;
                task = new Task(this, frame);
                tasks.put(frame.request(), task);
            }
            if (task != null) {
                task.end("{\"error\":\"interrupted\",\"text\":\"interrupted\"}");
                task.answer(out);
            }
        }
    }

    /** One request on the board. */
    private final class Task {
        private final Session session;
        private final int rid;
        private final long inputTotal;
        private final ByteArrayOutputStream input = new ByteArrayOutputStream();
        private final ByteArrayOutputStream[] outputs = {new ByteArrayOutputStream()};
        private final List<long[]> channels = new ArrayList<>();
        private JsonObject head;
        private byte[] end;
        private long sent;
        private long granted = 65536;
        private long inputGrant;

        Task(Session session, Frame frame) {
            this.session = session;
            this.rid = frame.request();
            this.inputTotal = frame.offset();
        }

        void begin(RequestBody body) {
            head = JsonParser.parseString(body.head()).getAsJsonObject();
            granted = head.has("win") ? head.get("win").getAsLong() : 65536;
            if (head.get("c").getAsString().equals("put")) {
                if (putsBusy) {
                    end("{\"error\":\"busy\",\"text\":\"the same file is being written\"}");
                    return;
                }
                byte[] part = parts.getOrDefault(partName(), new byte[0]);
                input.writeBytes(part);
            }
            if (body.input().length > input.size()) {
                input.writeBytes(Arrays.copyOfRange(body.input(), input.size(), body.input().length));
            }
            proceed();
        }

        private String partName() {
            return head.get("path").getAsString() + head.get("sha256").getAsString();
        }

        void data(Frame frame, List<Frame> out) {
            if (end == null && frame.offset() == input.size() && frame.offset() + frame.body().length <= inputGrant) {
                input.writeBytes(frame.body());
                proceed();
            }
            answer(out);
        }

        private void proceed() {
            inputGrant = Math.min(inputTotal, input.size() + window);
            String command = head.get("c").getAsString();
            if (command.equals("put")) {
                parts.put(partName(), input.toByteArray());
            }
            if (end == null && input.size() == inputTotal) {
                run(command);
            }
        }

        private void run(String command) {
            switch (command) {
                case "exec" -> exec(input.toString(StandardCharsets.UTF_8));
                case "put" -> put();
                case "get" -> get(head.get("path").getAsString());
                case "ls" -> ls();
                case "stat" -> stat(head.get("path").getAsString());
                case "rm" -> rm(head.get("path").getAsString());
                default -> end("{\"error\":\"unsupported\",\"text\":\"" + command + "\"}");
            }
        }

        private void exec(String source) {
            runs.merge(source, 1, Integer::sum);
            if (source.equals("loop")) {
                return;
            }
            if (source.startsWith("big ")) {
                print(0, new byte[Integer.parseInt(source.substring(4))]);
            } else if (source.startsWith("print ")) {
                print(0, (source.substring(6) + "\n").getBytes(StandardCharsets.UTF_8));
            } else if (source.equals("raise")) {
                print(2, "Traceback\nValueError: x\n".getBytes(StandardCharsets.UTF_8));
                end("{\"error\":\"exception\",\"type\":\"ValueError\",\"text\":\"ValueError: x\"}");
                return;
            } else {
                print(1, (source + "\n").getBytes(StandardCharsets.UTF_8));
            }
            end("{\"ok\":true}");
        }

        private void put() {
            byte[] content = input.toByteArray();
            parts.remove(partName());
            if (shaText(content).equals(head.get("sha256").getAsString())) {
                files.put(head.get("path").getAsString(), content);
                runs.merge("put " + head.get("path").getAsString(), 1, Integer::sum);
                end("{\"ok\":true,\"size\":" + content.length + "}");
            } else {
                end("{\"error\":\"integrity\",\"text\":\"digest differs\"}");
            }
        }

        private void get(String path) {
            byte[] content = files.get(path);
            if (content == null) {
                end("{\"error\":\"not-found\",\"text\":\"no such file\",\"path\":\"" + path + "\"}");
                return;
            }
            int from = head.get("from").getAsInt();
            print(0, Arrays.copyOfRange(content, Math.min(from, content.length), content.length));
            end("{\"ok\":true,\"size\":" + content.length + ",\"sha256\":\"" + shaText(content) + "\"}");
        }

        private void ls() {
            StringBuilder lines = new StringBuilder();
            files.forEach((name, content) -> lines.append("[\"")
                    .append(name)
                    .append("\",\"f\",")
                    .append(content.length)
                    .append(",null]\n"));
            print(0, lines.toString().getBytes(StandardCharsets.UTF_8));
            end("{\"ok\":true,\"n\":" + files.size() + "}");
        }

        private void stat(String path) {
            byte[] content = files.get(path);
            end(
                    content == null
                            ? "{\"error\":\"not-found\",\"path\":\"" + path + "\"}"
                            : "{\"ok\":true,\"type\":\"f\",\"size\":" + content.length + ",\"mtime\":7}");
        }

        private void rm(String path) {
            runs.merge("rm " + path, 1, Integer::sum);
            end(files.remove(path) == null ? "{\"error\":\"not-found\",\"path\":\"" + path + "\"}" : "{\"ok\":true}");
        }

        private void print(int channel, byte[] bytes) {
            outputs[0].writeBytes(bytes);
            channels.add(new long[] {outputs[0].size(), channel});
        }

        void end(String json) {
            if (end == null) {
                end = json.getBytes(StandardCharsets.UTF_8);
            }
        }

        void ack(Frame frame, List<Frame> out) {
            if (frame.grant() >= 0) {
                granted = Math.max(granted, frame.grant());
            }
            if ((frame.flags() & Frame.FIN) != 0) {
                session.tasks.remove(rid);
                return;
            }
            if ((frame.flags() & Frame.PROBE) != 0) {
                sent = frame.offset();
                out.add(Frame.ack(0, session.number, rid, input.size(), inputGrant));
                answer(out);
            } else {
                pump(out);
            }
        }

        /** Says how it stands, and sends what may be sent. */
        void answer(List<Frame> out) {
            if (!bundles || end == null || inputTotal > chunk) {
                out.add(Frame.ack(end == null ? Frame.RUNNING : 0, session.number, rid, input.size(), inputGrant));
            }
            if (end != null && sent == outputs[0].size()) {
                sendEnd(out);
            } else {
                pump(out);
            }
        }

        private void pump(List<Frame> out) {
            byte[] all = outputs[0].toByteArray();
            boolean any = false;
            while (sent < all.length && sent < granted) {
                long[] piece = channels.stream()
                        .filter(each -> each[0] > sent)
                        .findFirst()
                        .orElseThrow();
                int to = (int) Math.min(Math.min(piece[0], granted), sent + chunk);
                byte[] body = Arrays.copyOfRange(all, (int) sent, to);
                out.add(new Frame(FrameType.DATA, (int) piece[1], 0, session.number, rid, sent, body));
                sent = to;
                any = true;
            }
            if (any && end != null && sent == all.length) {
                sendEnd(out);
            }
        }

        private void sendEnd(List<Frame> out) {
            out.add(new Frame(FrameType.END, 0, 0, session.number, rid, outputs[0].size(), end));
        }
    }
}
