package io.mqboard.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Evaluates on a board with the frames of protocol 2 and nothing else: publish, then wait for the result. As few messages as the protocol allows:
 * what is owed for the last result goes with the next request.
 */
final class RawEval implements AutoCloseable {
    private static final int HELLO = 1;
    private static final int WELCOME = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int END = 6;
    private static final int BYE = 8;
    private static final int BUNDLE = 10;
    private static final int HEADER_BYTES = 16;

    private final RawMqtt mqtt;
    private final String to;
    private final int session;
    private int request;
    private byte[] owed = new byte[0];

    RawEval(String host, int port, String board) throws IOException {
        String client = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        mqtt = new RawMqtt(host, port, client);
        to = board + "/mqb/2/in/" + client;
        mqtt.subscribe(board + "/mqb/2/out/" + client);
        byte[] hello = "{\"v\":[2],\"bundle\":1}".getBytes(StandardCharsets.UTF_8);
        mqtt.publish(to, frame(HELLO, 0, 0, 7, 0, hello));
        session = await(WELCOME, 7).getInt(4);
    }

    /** Returns when the result is there. */
    void eval(String expression) throws IOException {
        byte[] head = "{\"c\":\"exec\",\"m\":\"eval\"}".getBytes(StandardCharsets.UTF_8);
        byte[] source = expression.getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(2 + head.length + source.length)
                .putShort((short) head.length)
                .put(head)
                .put(source)
                .array();
        request++;
        byte[] next = frame(REQUEST, 0, session, request, source.length, body);
        if (owed.length > 0) {
            ByteBuffer both = ByteBuffer.allocate(4 + owed.length + next.length);
            both.putShort((short) owed.length)
                    .put(owed)
                    .putShort((short) next.length)
                    .put(next);
            next = frame(BUNDLE, 0, session, 0, 0, both.array());
        }
        mqtt.publish(to, next);
        ByteBuffer end = await(END, request);
        owed = frame(ACK, 1, session, request, end.getInt(12), new byte[0]);
    }

    /** The next frame of this type about this request, alone or in a bundle. */
    private ByteBuffer await(int type, int number) throws IOException {
        while (true) {
            ByteBuffer message = ByteBuffer.wrap(mqtt.next().payload());
            if (message.get(1) != BUNDLE) {
                if (message.get(1) == type && message.getInt(8) == number) {
                    return message;
                }
                continue;
            }
            int at = HEADER_BYTES;
            while (at < message.limit()) {
                int length = message.getShort(at) & 0xffff;
                ByteBuffer part = message.slice(at + 2, length);
                if (part.get(1) == type && part.getInt(8) == number) {
                    return part;
                }
                at += 2 + length;
            }
        }
    }

    private static byte[] frame(int type, int flags, int number, int of, int offset, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + body.length);
        frame.put((byte) 0x20).put((byte) type).put((byte) 0).put((byte) flags);
        return frame.putInt(number).putInt(of).putInt(offset).put(body).array();
    }

    @Override
    public void close() throws IOException {
        mqtt.publish(to, frame(BYE, 0, session, 0, 0, new byte[0]));
        mqtt.close();
    }
}
