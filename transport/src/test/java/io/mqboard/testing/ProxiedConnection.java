package io.mqboard.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** One connection through a {@link FaultProxy}: in each direction a thread that reads and one that writes when the time has come. */
final class ProxiedConnection {
    private static final int QUEUE = 64;

    /** Some bytes and when they are due. An empty array ends the stream. */
    private static final class Piece {
        final byte[] bytes;
        final long dueNanos;

        Piece(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }

    private final Socket client;
    private final Socket stream;
    private final Socket server = new Socket();
    private final boolean parsing;
    private final FaultRules toServer;
    private final FaultRules toClient;
    private final Set<FaultRules> holes = ConcurrentHashMap.newKeySet();

    /** The stream is what is read and written: the client's socket, or TLS on top of it. */
    ProxiedConnection(Socket client, Socket stream, boolean parsing, FaultRules toServer, FaultRules toClient) {
        this.client = client;
        this.stream = stream;
        this.parsing = parsing;
        this.toServer = toServer;
        this.toClient = toClient;
    }

    void connect(InetSocketAddress target) throws IOException {
        try {
            server.connect(target, 5_000);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pipe("to-server", stream, server, toServer);
        pipe("to-client", server, stream, toClient);
    }

    /** Ends both sides. */
    void cut(FaultProxy.Cut how) {
        try {
            if (how == FaultProxy.Cut.RST) {
                reset(client);
                reset(server);
            } else {
                client.close();
                server.close();
            }
        } catch (IOException gone) {
            // Over anyway.
        }
    }

    static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    private void pipe(String name, Socket from, Socket to, FaultRules rules) {
        LinkedBlockingQueue<Piece> queue = new LinkedBlockingQueue<>(QUEUE);
        FaultProxy.start("proxy-read-" + name, () -> read(from, rules, queue));
        FaultProxy.start("proxy-write-" + name, () -> write(to, rules, queue));
    }

    private void read(Socket from, FaultRules rules, LinkedBlockingQueue<Piece> queue) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()))) {
            while (true) {
                byte[] bytes = parsing ? packet(in) : some(in);
                if (rules.silent() || holes.contains(rules)) {
                    continue;
                }
                List<byte[]> pieces = parsing ? rules.apply(bytes) : List.of(bytes);
                if (pieces == null && swallows(rules)) {
                    continue;
                }
                if (pieces == null) {
                    // What came before the cut is still to arrive.
                    queue.put(new Piece(new byte[0], System.nanoTime() + rules.latencyNanos()));
                    return;
                }
                for (byte[] piece : pieces) {
                    queue.put(new Piece(piece, System.nanoTime() + rules.latencyNanos()));
                }
            }
        } catch (IOException | InterruptedException e) {
            if (!holes.contains(rules)) {
                cut(FaultProxy.Cut.FIN);
            }
        }
    }

    /** Whether the cut that is due is a black hole, which begins then. */
    private boolean swallows(FaultRules rules) {
        if (rules.publishCut() == FaultProxy.Cut.HOLES) {
            holes.addAll(List.of(toServer, toClient));
        } else if (rules.publishCut() == FaultProxy.Cut.HOLE) {
            holes.add(rules);
        }
        return holes.contains(rules);
    }

    private void write(Socket to, FaultRules rules, LinkedBlockingQueue<Piece> queue) {
        try {
            OutputStream out = to.getOutputStream();
            long freeNanos = System.nanoTime();
            while (true) {
                Piece piece = queue.take();
                waitUntil(Math.max(piece.dueNanos, freeNanos));
                if (piece.bytes.length == 0) {
                    cut(rules.publishCut());
                    return;
                }
                freeNanos = Math.max(System.nanoTime(), freeNanos) + rules.nanosFor(piece.bytes.length);
                int allowed = rules.allowed(piece.bytes.length);
                out.write(piece.bytes, 0, allowed);
                if (allowed < piece.bytes.length) {
                    cut(rules.byteCut());
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            cut(FaultProxy.Cut.FIN);
        }
    }

    private static void waitUntil(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
        }
    }

    private static byte[] some(InputStream in) throws IOException {
        byte[] bytes = new byte[4096];
        int count = in.read(bytes);
        if (count < 0) {
            throw new EOFException();
        }
        return Arrays.copyOf(bytes, count);
    }

    /** One whole MQTT packet. */
    private static byte[] packet(DataInputStream in) throws IOException {
        byte[] head = new byte[5];
        head[0] = in.readByte();
        int count = 1;
        int length = 0;
        do {
            head[count] = in.readByte();
            length |= (head[count] & 0x7F) << (7 * (count - 1));
            count++;
        } while ((head[count - 1] & 0x80) != 0 && count < head.length);
        byte[] packet = Arrays.copyOf(head, count + length);
        in.readFully(packet, count, length);
        return packet;
    }
}
