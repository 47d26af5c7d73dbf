package io.mqboard.transport.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * One frame of protocol 2: a header of 16 bytes (big endian) and a body.
 *
 * <p>A frame that was decoded is well formed (known version and type, body within the limit); whether its numbers make sense is for the
 * state machines to judge. The body is not copied when it is given or taken: nobody changes it.
 */
public final class Frame {
    /** First byte: protocol 2, plain. The other values of the upper nibble 2 are reserved for sealed envelopes. */
    public static final int PLAIN = 0x20;

    public static final int HEADER_BYTES = 16;
    /** ACK, board to client: the request waits until another one has ended. */
    public static final int QUEUED = 1;
    /** ACK, board to client: the request is running. */
    public static final int RUNNING = 2;
    /** ACK, client to board: END and all before it have arrived, the request may be forgotten. */
    public static final int FIN = 1;
    /** ACK, client to board: send again from the offset, and say where the input stands. */
    public static final int PROBE = 2;
    /** DATA, board to client: the sender's buffer fills up, please acknowledge at once. */
    public static final int WANT = 1;
    /** No body longer than this is taken from the wire: the largest chunk and the largest head. */
    public static final int MAX_BODY_BYTES = 65536 + 1024;

    private static final byte[] EMPTY = new byte[0];

    private final FrameType type;
    private final int channel;
    private final int flags;
    private final int session;
    private final int request;
    private final long offset;
    private final byte[] body;

    public Frame(FrameType type, int channel, int flags, int session, int request, long offset, byte[] body) {
        this.type = type;
        this.channel = channel;
        this.flags = flags;
        this.session = session;
        this.request = request;
        this.offset = offset;
        this.body = body;
    }

    /** A frame without channel, flags and body. */
    public static Frame bare(FrameType type, int session, int request, long offset) {
        return new Frame(type, 0, 0, session, request, offset, EMPTY);
    }

    /** An acknowledgement up to {@code offset} that allows the other side to send up to {@code grant}; -1 leaves the grant as it is. */
    public static Frame ack(int flags, int session, int request, long offset, long grant) {
        byte[] body = EMPTY;
        if (grant >= 0) {
            body = new byte[4];
            putInt(body, 0, (int) grant);
        }
        return new Frame(FrameType.ACK, 0, flags, session, request, offset, body);
    }

    public FrameType type() {
        return type;
    }

    public int channel() {
        return channel;
    }

    public int flags() {
        return flags;
    }

    public int session() {
        return session;
    }

    public int request() {
        return request;
    }

    /** The offset field, 0 to 2^32-1. */
    public long offset() {
        return offset;
    }

    public byte[] body() {
        return body;
    }

    /** The grant in an ACK's body, or -1 if it has none. */
    public long grant() {
        return body.length >= 4 ? unsigned(body, 0) : -1;
    }

    /** The frame as it goes into an MQTT message. */
    public byte[] encode() {
        byte[] wire = new byte[HEADER_BYTES + body.length];
        wire[0] = (byte) PLAIN;
        wire[1] = (byte) type.code();
        wire[2] = (byte) channel;
        wire[3] = (byte) flags;
        putInt(wire, 4, session);
        putInt(wire, 8, request);
        putInt(wire, 12, (int) offset);
        System.arraycopy(body, 0, wire, HEADER_BYTES, body.length);
        return wire;
    }

    /** The frame in an MQTT message, or null if it is none that this program understands. */
    public static @Nullable Frame decode(byte[] wire) {
        if (wire.length < HEADER_BYTES || wire.length > HEADER_BYTES + MAX_BODY_BYTES || wire[0] != PLAIN) {
            return null;
        }
        FrameType type = FrameType.of(wire[1] & 0xFF);
        if (type == null) {
            return null;
        }
        byte[] body = EMPTY;
        if (wire.length > HEADER_BYTES) {
            body = new byte[wire.length - HEADER_BYTES];
            System.arraycopy(wire, HEADER_BYTES, body, 0, body.length);
        }
        int session = (int) unsigned(wire, 4);
        int request = (int) unsigned(wire, 8);
        return new Frame(type, wire[2] & 0xFF, wire[3] & 0xFF, session, request, unsigned(wire, 12), body);
    }

    @Override
    public String toString() {
        return type + " session=" + Integer.toHexString(session) + " request=" + Integer.toUnsignedString(request)
                + " offset=" + offset + " flags=" + flags + " channel=" + channel + " body=" + body.length;
    }

    private static void putInt(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 24);
        to[at + 1] = (byte) (value >> 16);
        to[at + 2] = (byte) (value >> 8);
        to[at + 3] = (byte) value;
    }

    private static long unsigned(byte[] from, int at) {
        return ((from[at] & 0xFFL) << 24)
                | ((from[at + 1] & 0xFFL) << 16)
                | ((from[at + 2] & 0xFFL) << 8)
                | (from[at + 3] & 0xFFL);
    }
}
