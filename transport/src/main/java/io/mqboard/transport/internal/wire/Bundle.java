package io.mqboard.transport.internal.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Several frames in one message: each with its length (u16) before it. Small messages that leave together would otherwise wait for each
 * other's TCP acknowledgement inside a broker that has Nagle's algorithm on.
 */
public final class Bundle {
    /** Bytes that a frame costs within a bundle, without its body. */
    public static final int OVERHEAD_BYTES = 2 + Frame.HEADER_BYTES;

    private Bundle() {}

    /** One frame that holds these, each of at most 65,535 bytes. */
    public static Frame of(int session, List<Frame> frames) {
        int length = 0;
        for (Frame frame : frames) {
            length += OVERHEAD_BYTES + frame.body().length;
        }
        byte[] body = new byte[length];
        int at = 0;
        for (Frame frame : frames) {
            byte[] wire = frame.encode();
            body[at] = (byte) (wire.length >> 8);
            body[at + 1] = (byte) wire.length;
            System.arraycopy(wire, 0, body, at + 2, wire.length);
            at += 2 + wire.length;
        }
        return new Frame(FrameType.BUNDLE, 0, 0, session, 0, 0, body);
    }

    /** The frames in a bundle's body up to the first fault; bundles within it and frames that nobody understands are left out. */
    public static List<Frame> frames(byte[] body) {
        List<Frame> frames = new ArrayList<>(4);
        int at = 0;
        while (at + OVERHEAD_BYTES <= body.length) {
            int length = ((body[at] & 0xFF) << 8) | (body[at + 1] & 0xFF);
            at += 2;
            if (length < Frame.HEADER_BYTES || at + length > body.length) {
                break;
            }
            byte[] wire = new byte[length];
            System.arraycopy(body, at, wire, 0, length);
            Frame frame = Frame.decode(wire);
            if (frame != null && frame.type() != FrameType.BUNDLE) {
                frames.add(frame);
            }
            at += length;
        }
        return frames;
    }
}
