package io.mqboard.transport.internal.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out for two writers: the MQTT library, which writes a packet in pieces and flushes after each, and whoever {@link #send}s whole ones. Each
 * packet is one write: pieces would cost a round trip each with Nagle's algorithm.
 */
public final class PacketOutput extends OutputStream {
    private static final int USUAL_BYTES = 8192;

    private final OutputStream target;
    private final ReentrantLock turn = new ReentrantLock();

    /** The library's packet so far; only its thread uses it. */
    private ByteArrayOutputStream packet = new ByteArrayOutputStream(USUAL_BYTES);

    PacketOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int octet) {
        packet.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        packet.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (packet.size() > 0) {
            byte[] whole = packet.toByteArray();
            packet.reset();
            if (whole.length > USUAL_BYTES) {
                packet = new ByteArrayOutputStream(USUAL_BYTES);
            }
            send(whole);
        }
    }

    /** Writes one or more whole packets. Blocks as long as the broker takes nothing. */
    public void send(byte[] packets) throws IOException {
        turn.lock();
        try {
            target.write(packets);
            target.flush();
        } finally {
            turn.unlock();
        }
    }

    /** Does it if nobody is writing at the moment. Blocks only if the system's buffer has no room. */
    public boolean trySend(byte[] packets) throws IOException {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            target.write(packets);
            target.flush();
            return true;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
