package io.mqboard.transport.internal.board;

import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.security.MessageDigest;

/** Fetches a file in pieces. After a reset of the board it goes on where it was; the digest of the whole tells if that was right. */
class ReadOperation extends Operation {
    private final CallImpl<Void> call;
    private final String path;
    private final OutputListener listener;
    private final MessageDigest digest = Digests.sha256();
    private long received;
    private long taken;

    ReadOperation(CallImpl<Void> call, String path, OutputListener listener) {
        this.call = call;
        this.path = path;
        this.listener = listener;
    }

    @Override
    byte[] head() {
        return Json.object(out -> {
            out.name("c").value("get");
            out.name("path").value(path);
            out.name("from").value(received);
            out.name("win").value(windowBytes());
        });
    }

    /** Large enough that the way to the board and back does not slow down the file. */
    @Override
    int windowBytes() {
        return 4 * OutputReceiver.DEFAULT_WINDOW_BYTES;
    }

    @Override
    boolean repeatable() {
        return true;
    }

    @Override
    void outputReceived(int bytes) {
        received += bytes;
    }

    @Override
    void output(OutputListener.Channel channel, byte[] bytes) throws MqboardException {
        digest.update(bytes);
        taken += bytes.length;
        listener.output(OutputListener.Channel.OUTPUT, bytes);
    }

    @Override
    void succeeded(JsonMap end) throws MqboardException {
        if (!complete(end)) {
            throw new IntegrityException(path + ": what arrived is not what the board has; did it change meanwhile?");
        }
        call.result().complete(null);
    }

    /** Whether size and digest of what arrived are what the board says. */
    private boolean complete(JsonMap end) {
        return end.number("size", -1) == taken && end.text("sha256", "").equals(Digests.hex(digest));
    }

    @Override
    void failed(Throwable cause) {
        call.result().completeExceptionally(cause);
    }
}
