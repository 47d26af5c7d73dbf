package io.mqboard.shell.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Answers frames of protocol 2 as a board that knows the value of everything: it is 1. */
final class ScriptedBoard {
    private static final int PLAIN = 0x20;
    private static final int HELLO = 1;
    private static final int WELCOME = 2;
    private static final int REQUEST = 3;
    private static final int DATA = 4;
    private static final int END = 6;
    private static final int BUNDLE = 10;
    private static final int HEADER = 16;
    private static final int VALUE_CHANNEL = 1;
    private static final int SESSION = 0x0a1b0001;
    static final String PRESENCE =
            "{\"mqb\":2,\"state\":\"online\",\"boot\":\"0a1b2c3d\",\"mode\":\"normal\",\"reason\":\"power\","
                    + "\"boots\":1,\"version\":\"0\",\"python\":\"1.25.0\",\"machine\":\"none\",\"platform\":\"none\",\"free\":1,\"up\":1,"
                    + "\"caps\":[\"exec\",\"await\",\"file\",\"bundle\"],\"chunk\":4096,\"window\":32768,\"sessions\":8,\"time\":null}";

    private ScriptedBoard() {}

    /** The answer to a frame, or null if it needs none. */
    static byte @Nullable [] answer(byte[] wire) {
        ByteBuffer frame = ByteBuffer.wrap(wire);
        int type = frame.get(1);
        int request = frame.getInt(8);
        if (type == HELLO) {
            return frame(WELCOME, 0, request, 0, PRESENCE.getBytes(UTF_8));
        }
        if (type == BUNDLE) {
            return last(frame);
        }
        return type == REQUEST ? ended(request) : null;
    }

    /** The answer to the last frame of a bundle: those before it need none. */
    private static byte @Nullable [] last(ByteBuffer bundle) {
        byte[] last = {};
        bundle.position(HEADER);
        while (bundle.remaining() > HEADER) {
            last = new byte[bundle.getShort() & 0xffff];
            bundle.get(last);
        }
        return last.length < HEADER ? null : answer(last);
    }

    private static byte[] ended(int request) {
        byte[] value = frame(DATA, VALUE_CHANNEL, request, 0, "1\n".getBytes(UTF_8));
        byte[] end = frame(END, 0, request, 2, "{\"ok\":true}".getBytes(UTF_8));
        ByteBuffer body = ByteBuffer.allocate(4 + value.length + end.length);
        body.putShort((short) value.length)
                .put(value)
                .putShort((short) end.length)
                .put(end);
        return frame(BUNDLE, 0, 0, 0, body.array());
    }

    private static byte[] frame(int type, int channel, int request, int offset, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body.length);
        frame.put((byte) PLAIN).put((byte) type).put((byte) channel).put((byte) 0);
        frame.putInt(SESSION).putInt(request).putInt(offset).put(body);
        return frame.array();
    }
}
