package io.mqboard.shell.output;

import io.mqboard.transport.SessionListener;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Shows each MQTT message as one line: direction, topic, size, the header of a frame as digits, and the rest as text. */
public final class Trace implements SessionListener {
    private static final int HEADER = 16;
    private static final int MAX_TEXT = 200;
    private static final HexFormat DIGITS = HexFormat.of();

    private final Consumer<String> lines;

    /** The consumer is called on the session's delivery thread. */
    public Trace(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void frame(boolean outgoing, String topic, byte[] payload) {
        lines.accept(line(outgoing, topic, payload));
    }

    static String line(boolean outgoing, String topic, byte[] payload) {
        boolean frame = payload.length >= HEADER && (payload[0] & 0xf0) == 0x20;
        StringBuilder line = new StringBuilder(outgoing ? "-> " : "<- ")
                .append(SafeText.line(topic))
                .append(' ')
                .append(payload.length)
                .append(" B");
        if (frame) {
            line.append("  ");
            for (int i = 0; i < HEADER; i += 4) {
                line.append(' ').append(DIGITS.formatHex(payload, i, i + 4));
            }
        }
        int start = frame ? HEADER : 0;
        int length = Math.min(MAX_TEXT, payload.length - start);
        SafeText safe = new SafeText();
        String text = safe.next(Arrays.copyOfRange(payload, start, start + length)) + safe.end();
        return line.append("  ")
                .append(SafeText.line(text))
                .append(start + length < payload.length ? "..." : "")
                .toString();
    }
}
