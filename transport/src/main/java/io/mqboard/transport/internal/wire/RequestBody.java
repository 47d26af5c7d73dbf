package io.mqboard.transport.internal.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a REQUEST: the length of its head (u16), the head as JSON, and the first bytes of the input. */
public final class RequestBody {
    private final String head;
    private final byte[] input;

    private RequestBody(String head, byte[] input) {
        this.head = head;
        this.input = input;
    }

    /** The command and its arguments as JSON. */
    public String head() {
        return head;
    }

    /** The first part of the input, perhaps all of it, perhaps nothing. */
    public byte[] input() {
        return input;
    }

    /** Puts a body together. {@code length} bytes of {@code input} are taken. */
    public static byte[] encode(byte[] head, byte[] input, int length) {
        byte[] body = new byte[2 + head.length + length];
        body[0] = (byte) (head.length >> 8);
        body[1] = (byte) head.length;
        System.arraycopy(head, 0, body, 2, head.length);
        System.arraycopy(input, 0, body, 2 + head.length, length);
        return body;
    }

    /** Takes a body apart, as a board does; null if it is malformed. */
    public static @Nullable RequestBody decode(byte[] body) {
        int length = body.length < 2 ? -1 : ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        if (length < 0 || 2 + length > body.length) {
            return null;
        }
        byte[] input = new byte[body.length - 2 - length];
        System.arraycopy(body, 2 + length, input, 0, input.length);
        return new RequestBody(new String(body, 2, length, StandardCharsets.UTF_8), input);
    }
}
