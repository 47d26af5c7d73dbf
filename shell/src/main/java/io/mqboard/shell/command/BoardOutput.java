package io.mqboard.shell.command;

import com.google.gson.JsonObject;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.python.TracebackLines;
import io.mqboard.transport.OutputListener;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Shows what running code prints: its output and values as data, its tracebacks among the words. */
public final class BoardOutput implements OutputListener {
    private final Output output;
    private final @Nullable String jsonAddress;
    private final SafeText data = new SafeText();
    private final SafeText error = new SafeText();
    private final TracebackLines lines = new TracebackLines();
    private byte[] left = {};

    /** Shows it as text, or with an address as one JSON object for each piece. */
    public BoardOutput(Output output, @Nullable String jsonAddress) {
        this.output = output;
        this.jsonAddress = jsonAddress;
    }

    @Override
    public void output(Channel channel, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (jsonAddress != null) {
            String text = text(bytes);
            if (channel == Channel.ERROR) {
                traceback(lines.next(text));
            } else {
                json(jsonAddress, channel == Channel.VALUE ? "value" : "output", text);
            }
        } else if (channel == Channel.ERROR) {
            traceback(lines.next(error.next(bytes)));
        } else {
            output.print(data.next(bytes));
        }
    }

    /** What was left of split characters. */
    public void end() {
        String rest = data.end();
        if (!rest.isEmpty()) {
            output.print(rest);
        }
        traceback(lines.next(error.end()));
        traceback(lines.end());
    }

    private void traceback(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (jsonAddress != null) {
            json(jsonAddress, "traceback", text);
        } else {
            output.traceback(text);
        }
    }

    private void json(String address, String name, String text) {
        JsonObject object = new JsonObject();
        object.addProperty("board", address);
        object.addProperty(name, text);
        output.json(object);
    }

    /** The text of a piece; the beginning of a character that goes on in the next piece waits for it. */
    private String text(byte[] bytes) {
        ByteBuffer in = ByteBuffer.allocate(left.length + bytes.length)
                .put(left)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder().decode(in, out, false);
        left = new byte[in.remaining()];
        in.get(left);
        return out.flip().toString();
    }

    private static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }
}
