package io.mqboard.transport.internal.wire;

/**
 * The header of protocol 1: two bytes, big endian; bit 15 marks the last message of a sequence, the others number it from 0. A reply of
 * one message carries 0xFFFF.
 */
public final class Header1 {
    public static final int BYTES = 2;
    /** The largest sequence number. */
    public static final int MAX_SEQUENCE = 0x7FFF;

    private Header1() {}

    /** A message: header, then {@code length} bytes of {@code data}. */
    public static byte[] encode(int sequence, boolean last, byte[] data, int length) {
        byte[] wire = new byte[BYTES + length];
        wire[0] = (byte) (((sequence >> 8) & 0x7F) | (last ? 0x80 : 0));
        wire[1] = (byte) sequence;
        System.arraycopy(data, 0, wire, BYTES, length);
        return wire;
    }

    /** The header's 16 bits, or -1 if the message is too short to have one. */
    public static int decode(byte[] wire) {
        return wire.length < BYTES ? -1 : ((wire[0] & 0xFF) << 8) | (wire[1] & 0xFF);
    }

    /** Whether a header marks the last message. */
    public static boolean last(int header) {
        return (header & 0x8000) != 0;
    }

    /** The sequence number in a header. */
    public static int sequence(int header) {
        return header & MAX_SEQUENCE;
    }
}
