package io.mqboard.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The peer of the benchmarks: as little of MQTT 3.1.1 as publishing and subscribing at QoS 0 needs, on a plain socket with TCP_NODELAY. It blocks in
 * the kernel until something arrives, so that no client can be much faster.
 */
final class RawMqtt implements AutoCloseable {
    /** What was published on a topic. */
    record Message(String topic, byte[] payload) {}

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    RawMqtt(String host, int port, String clientId) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
        out = socket.getOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF("MQTT");
        data.write(new byte[] {4, 2, 0, 0});
        data.writeUTF(clientId);
        send(0x10, body.toByteArray());
        expect(0x20);
    }

    void subscribe(String filter) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeShort(1);
        data.writeUTF(filter);
        data.write(0);
        send(0x82, body.toByteArray());
        expect(0x90);
    }

    void publish(String topic, byte[] payload) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(payload.length + topic.length() + 2);
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF(topic);
        data.write(payload);
        send(0x30, body.toByteArray());
    }

    /** Waits for the next message. */
    Message next() throws IOException {
        while (true) {
            int kind = in.readUnsignedByte();
            byte[] body = in.readNBytes(remainingLength());
            if (kind >> 4 == 3) {
                int length = (body[0] & 0xff) << 8 | body[1] & 0xff;
                byte[] payload = new byte[body.length - 2 - length];
                System.arraycopy(body, 2 + length, payload, 0, payload.length);
                return new Message(new String(body, 2, length, StandardCharsets.UTF_8), payload);
            }
        }
    }

    private void expect(int wanted) throws IOException {
        int kind = in.readUnsignedByte();
        in.skipNBytes(remainingLength());
        if (kind != wanted) {
            throw new IOException("packet " + kind + " instead of " + wanted);
        }
    }

    private int remainingLength() throws IOException {
        int value = 0;
        int shift = 0;
        int octet;
        do {
            octet = in.readUnsignedByte();
            value |= (octet & 127) << shift;
            shift += 7;
        } while ((octet & 128) != 0);
        return value;
    }

    private void send(int kind, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream(body.length + 5);
        packet.write(kind);
        int rest = body.length;
        do {
            packet.write(rest > 127 ? rest & 127 | 128 : rest);
            rest >>= 7;
        } while (rest > 0);
        packet.write(body);
        out.write(packet.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
