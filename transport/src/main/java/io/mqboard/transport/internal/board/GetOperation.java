package io.mqboard.transport.internal.board;

import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.security.MessageDigest;

/** The command get. After a reset of the board it goes on where it was; the digest of the whole tells if that was right. */
abstract class GetOperation extends Operation {
    private final CallImpl<Void> call;
    private final String path;
    private final MessageDigest digest = Digests.sha256();
    private long received;
    private long taken;

    GetOperation(CallImpl<Void> call, String path) {
        this.call = call;
        this.path = path;
    }

    /** Takes the next piece. On the delivery thread. */
    abstract void take(byte[] bytes) throws MqboardException;

    @Override
    final byte[] head() {
        return Json.object(out -> {
            out.name("c").value("get");
            out.name("path").value(path);
            out.name("from").value(received);
            out.name("win").value(windowBytes());
        });
    }

    /** Large enough that the way to the board and back does not slow down the file. */
    @Override
    final int windowBytes() {
        return 4 * OutputReceiver.DEFAULT_WINDOW_BYTES;
    }

    @Override
    final boolean repeatable() {
        return true;
    }

    @Override
    final void outputReceived(int bytes) {
        received += bytes;
    }

    @Override
    final void output(OutputListener.Channel channel, byte[] bytes) throws MqboardException {
        take(bytes);
        digest.update(bytes);
        taken += bytes.length;
    }

    /** Whether size and digest of what arrived are what the board says. To be asked once. */
    final boolean isWhole(JsonMap end) {
        return end.number("size", -1) == taken && end.text("sha256", "").equals(Digests.hex(digest));
    }

    /** What to fail with when it is not. */
    final IntegrityException changed() {
        return new IntegrityException(path + ": what arrived is not what the board has; did it change meanwhile?");
    }

    /** Bytes that were taken. */
    final long taken() {
        return taken;
    }

    final CallImpl<Void> call() {
        return call;
    }

    final String path() {
        return path;
    }

    @Override
    void failed(Throwable cause) {
        call.result().completeExceptionally(cause);
    }
}
