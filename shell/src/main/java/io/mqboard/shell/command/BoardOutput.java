package io.mqboard.shell.command;

import com.google.gson.JsonObject;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.OutputListener;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Shows what running code prints: its output and values as data, its tracebacks among the words. */
final class BoardOutput implements OutputListener {
    private final Output output;
    private final @Nullable String jsonAddress;
    private final SafeText data = new SafeText();
    private final SafeText error = new SafeText();
    private byte[] left = {};

    /** Shows it as text, or with an address as one JSON object for each piece. */
    BoardOutput(Output output, @Nullable String jsonAddress) {
        this.output = output;
        this.jsonAddress = jsonAddress;
    }

    @Override
    public void output(Channel channel, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (jsonAddress != null) {
            json(jsonAddress, channel, bytes);
        } else if (channel == Channel.ERROR) {
            output.traceback(error.next(bytes));
        } else {
            output.print(data.next(bytes));
        }
    }

    /** What was left of split characters. */
    void end() {
        String rest = data.end();
        if (!rest.isEmpty()) {
            output.print(rest);
        }
        rest = error.end();
        if (!rest.isEmpty()) {
            output.traceback(rest);
        }
    }

    private void json(String address, Channel channel, byte[] bytes) {
        JsonObject object = new JsonObject();
        object.addProperty("board", address);
        String name = channel == Channel.OUTPUT ? "output" : channel == Channel.VALUE ? "value" : "traceback";
        object.addProperty(name, text(bytes));
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
