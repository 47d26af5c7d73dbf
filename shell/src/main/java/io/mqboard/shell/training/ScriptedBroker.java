package io.mqboard.shell.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/** Speaks as much MQTT 3.1.1 as one client needs that talks to one board; not a broker. */
final class ScriptedBroker extends Thread {
    private static final String IN = "/mqb/2/in/";
    private static final String OUT = "/mqb/2/out/";
    private static final String STATUS = "/mqb/status";

    private final ServerSocket server;
    private final String board;

    /** Serves on this socket, one client after the other, until it is closed. */
    ScriptedBroker(ServerSocket server, String board) {
        super("mqboard-training");
        setDaemon(true);
        this.server = server;
        this.board = board;
    }

    @Override
    public void run() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
            } catch (IOException e) {
                // The client has gone, or the training is over.
            }
        }
    }

    private void serve(DataInputStream in, OutputStream out) throws IOException {
        for (; ; ) {
            int first = in.readUnsignedByte();
            byte[] body = new byte[length(in)];
            in.readFully(body);
            switch (first >> 4) {
                case 1 -> out.write(new byte[] {0x20, 2, 0, 0});
                case 3 -> published(body, (first >> 1) & 3, out);
                case 8 -> subscribed(body, out);
                case 12 -> out.write(new byte[] {(byte) 0xd0, 0});
                case 14 -> {
                    return;
                }
                default -> {}
            }
            out.flush();
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int b = in.readUnsignedByte();
            length |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return length;
            }
        }
        throw new IOException("length");
    }

    /** Grants what is asked for; a subscription to presence gets the one record there is. */
    private void subscribed(byte[] body, OutputStream out) throws IOException {
        ByteArrayOutputStream granted = new ByteArrayOutputStream();
        granted.write(body, 0, 2);
        boolean presence = false;
        for (int at = 2; at + 2 < body.length; ) {
            int length = ((body[at] & 0xff) << 8) | (body[at + 1] & 0xff);
            presence |= new String(body, at + 2, length, UTF_8).endsWith(STATUS);
            at += 2 + length;
            granted.write(body[at++]);
        }
        out.write(0x90);
        out.write(granted.size());
        granted.writeTo(out);
        if (presence) {
            publish(out, 0x31, board + STATUS, ScriptedBoard.PRESENCE.getBytes(UTF_8));
        }
    }

    private void published(byte[] body, int qos, OutputStream out) throws IOException {
        int length = ((body[0] & 0xff) << 8) | (body[1] & 0xff);
        String topic = new String(body, 2, length, UTF_8);
        int start = 2 + length + (qos > 0 ? 2 : 0);
        if (qos > 0) {
            out.write(new byte[] {0x40, 2, body[start - 2], body[start - 1]});
        }
        byte[] payload = java.util.Arrays.copyOfRange(body, start, body.length);
        byte[] answer = topic.startsWith(board + IN) ? ScriptedBoard.answer(payload) : null;
        if (answer != null) {
            publish(out, 0x30, board + OUT + topic.substring((board + IN).length()), answer);
        }
    }

    private static void publish(OutputStream out, int first, String topic, byte[] payload) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(packet);
        data.writeUTF(topic);
        data.write(payload);
        out.write(first);
        int left = packet.size();
        while (left > 0x7f) {
            out.write((left & 0x7f) | 0x80);
            left >>= 7;
        }
        out.write(left);
        packet.writeTo(out);
    }
}
