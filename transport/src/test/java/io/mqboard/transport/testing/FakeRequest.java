package io.mqboard.transport.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import io.mqboard.transport.internal.wire.RequestBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One request on a {@link FakeBoard}: its input, its output and how far the client may be sent more. */
final class FakeRequest {
    private final FakeBoard board;
    private final FakeSession session;
    private final int rid;
    private final long inputTotal;
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<long[]> channels = new ArrayList<>();
    private JsonObject head;
    private byte[] end;
    private long sent;
    private long granted = 65536;
    private long inputGrant;

    FakeRequest(FakeSession session, Frame frame) {
        this.board = session.board();
        this.session = session;
        this.rid = frame.request();
        this.inputTotal = frame.offset();
    }

    void begin(RequestBody body) {
        head = JsonParser.parseString(body.head()).getAsJsonObject();
        granted = head.has("win") ? head.get("win").getAsLong() : 65536;
        if (head("c").equals("put")) {
            if (board.putsBusy) {
                end("{\"error\":\"busy\",\"text\":\"the same file is being written\"}");
                return;
            }
            byte[] part = board.parts.getOrDefault(partName(), new byte[0]);
            input.writeBytes(part);
        }
        if (body.input().length > input.size()) {
            input.writeBytes(Arrays.copyOfRange(body.input(), input.size(), body.input().length));
        }
        proceed();
    }

    String partName() {
        return head("path") + head("sha256");
    }

    /** A text of the head. */
    String head(String name) {
        return head.get(name).getAsString();
    }

    /** A number of the head. */
    int number(String name) {
        return head.get(name).getAsInt();
    }

    byte[] input() {
        return input.toByteArray();
    }

    void data(Frame frame, List<Frame> out) {
        if (end == null && frame.offset() == input.size() && frame.offset() + frame.body().length <= inputGrant) {
            input.writeBytes(frame.body());
            proceed();
        }
        answer(out);
    }

    private void proceed() {
        inputGrant = Math.min(inputTotal, input.size() + board.window());
        String command = head("c");
        if (command.equals("put")) {
            board.parts.put(partName(), input.toByteArray());
        }
        if (end == null && input.size() == inputTotal) {
            FakeCommands.run(command, this, board);
        }
    }

    void print(int channel, byte[] bytes) {
        output.writeBytes(bytes);
        channels.add(new long[] {output.size(), channel});
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
            session.forget(rid);
            return;
        }
        if ((frame.flags() & Frame.PROBE) != 0) {
            sent = frame.offset();
            out.add(Frame.ack(0, session.number(), rid, input.size(), inputGrant));
            answer(out);
        } else {
            pump(out);
        }
    }

    /** Says how it stands, and sends what may be sent. */
    void answer(List<Frame> out) {
        if (!board.bundles() || end == null || inputTotal > board.chunk()) {
            out.add(Frame.ack(end == null ? Frame.RUNNING : 0, session.number(), rid, input.size(), inputGrant));
        }
        if (end != null && sent == output.size()) {
            sendEnd(out);
        } else {
            pump(out);
        }
    }

    private void pump(List<Frame> out) {
        byte[] all = output.toByteArray();
        boolean any = false;
        while (sent < all.length && sent < granted) {
            long[] piece =
                    channels.stream().filter(each -> each[0] > sent).findFirst().orElseThrow();
            int to = (int) Math.min(Math.min(piece[0], granted), sent + board.chunk());
            byte[] body = Arrays.copyOfRange(all, (int) sent, to);
            out.add(new Frame(FrameType.DATA, (int) piece[1], 0, session.number(), rid, sent, body));
            sent = to;
            any = true;
        }
        if (any && end != null && sent == all.length) {
            sendEnd(out);
        }
    }

    private void sendEnd(List<Frame> out) {
        out.add(new Frame(FrameType.END, 0, 0, session.number(), rid, output.size(), end));
    }
}
