package io.mqboard.transport.internal.wire;

import org.jspecify.annotations.Nullable;

/** The kinds of frames of protocol 2; see mqboard-protocol(7). */
public enum FrameType {
    /** Client to board: asks for a session. The request field is a nonce. */
    HELLO(1),
    /** Board to client: the session's number and, as body, the presence record. */
    WELCOME(2),
    /** Client to board: a command and the first part of its input. */
    REQUEST(3),
    /** Both ways: a piece of a stream. */
    DATA(4),
    /** Both ways: everything before the offset has arrived; the body grants more. */
    ACK(5),
    /** Board to client: how the request ended. */
    END(6),
    /** Client to board: stop the request. */
    INTERRUPT(7),
    /** Client to board: forget the session. */
    BYE(8),
    /** Board to client: unknown session or request, or too busy for a session. */
    ERROR(9),
    /** Both ways, when agreed: several frames of one session in one message; see {@link Bundle}. */
    BUNDLE(10);

    private static final FrameType[] BY_CODE = values();

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /** The byte on the wire. */
    public int code() {
        return code;
    }

    /** The type of a byte from the wire, or null for one that this program does not know. */
    public static @Nullable FrameType of(int code) {
        return code >= 1 && code <= BY_CODE.length ? BY_CODE[code - 1] : null;
    }
}
