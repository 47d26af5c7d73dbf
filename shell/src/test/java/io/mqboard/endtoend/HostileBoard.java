package io.mqboard.endtoend;

import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.FrameType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A board that a test has written: it says HELLO's answer properly, unless told otherwise, and then whatever the test wants. */
final class HostileBoard implements AutoCloseable {
    static final int SESSION = 0x12340001;
    static final String RECORD =
            "{\"mqb\":2,\"state\":\"online\",\"boot\":\"12345678\",\"mode\":\"normal\",\"chunk\":4096,"
                    + "\"window\":32768,\"sessions\":8,\"caps\":[\"exec\",\"file\"]}";

    /** What to do with a frame of the client. */
    interface Script {
        void take(Frame frame, HostileBoard board) throws IOException;
    }

    private final Socket socket;
    private final DataInputStream in;
    private final String address;
    private final Script script;
    private final AtomicInteger taken = new AtomicInteger();
    private String client = "";

    HostileBoard(int port, String address, Script script) {
        this.address = address;
        this.script = script;
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            packet(0x10, "MQTT", new byte[] {4, 2, 0, 0, 0, 1, 'h'});
            read();
            packet(0x82, null, new byte[] {0, 1});
            read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "hostile-board");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many frames the client has sent. */
    int taken() {
        return taken.get();
    }

    /** A frame about a request. */
    void say(FrameType type, int request, long offset, byte[] body) throws IOException {
        say(new Frame(type, 0, 0, SESSION, request, offset, body));
    }

    void say(FrameType type, int request, long offset, String body) throws IOException {
        say(type, request, offset, body.getBytes(StandardCharsets.UTF_8));
    }

    void say(Frame frame) throws IOException {
        raw(frame.encode());
    }

    /** Any bytes at all. */
    void raw(byte[] payload) throws IOException {
        packet(0x30, address + "/mqb/2/out/" + client, payload);
    }

    /** A retained message on the topic of presence. */
    void presence(String text) throws IOException {
        packet(0x31, address + "/mqb/status", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The proper answer to HELLO. */
    void welcome(Frame hello) throws IOException {
        say(new Frame(FrameType.WELCOME, 0, 0, SESSION, hello.request(), 0, RECORD.getBytes(StandardCharsets.UTF_8)));
    }

    private void serve() {
        try {
            while (true) {
                byte[] publish = read();
                int length = (publish[0] & 0xff) << 8 | publish[1] & 0xff;
                String topic = new String(publish, 2, length, StandardCharsets.UTF_8);
                client = topic.substring(topic.lastIndexOf('/') + 1);
                byte[] payload = new byte[publish.length - 2 - length];
                System.arraycopy(publish, 2 + length, payload, 0, payload.length);
                Frame frame = Frame.decode(payload);
                if (frame != null) {
                    taken.incrementAndGet();
                    script.take(frame, this);
                }
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    /** The body of the next packet. */
    private byte[] read() throws IOException {
        in.readByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit > 0x7f);
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }

    private void packet(int kind, String name, byte[] rest) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        if (name != null) {
            data.writeUTF(name);
        }
        data.write(rest);
        if (kind == 0x82) {
            data.writeUTF(address + "/mqb/2/in/+");
            data.write(0);
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(kind);
        int left = body.size();
        do {
            packet.write(left > 0x7f ? left & 0x7f | 0x80 : left);
            left >>= 7;
        } while (left > 0);
        body.writeTo(packet);
        synchronized (socket) {
            packet.writeTo(socket.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
