package io.mqboard.transport.internal.board;

import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file into a local one: beside it first, verified, then renamed. After a reset of the board it goes on where it was; if the
 * whole does not fit then, because the file has changed on the board, it begins once more.
 */
final class GetFile extends Operation {
    private final CallImpl<Void> call;
    private final String path;
    private final Path local;
    private final ProgressMeter progress;
    private final Consumer<Operation> again;
    private final MessageDigest digest = Digests.sha256();
    private @Nullable TargetFile target;
    private long received;
    private long taken;
    private boolean resumed;
    private boolean secondTry;

    GetFile(CallImpl<Void> call, String path, Path local, ProgressMeter progress, Consumer<Operation> again) {
        this.call = call;
        this.path = path;
        this.local = local;
        this.progress = progress;
        this.again = again;
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
    void restarted() {
        resumed = true;
    }

    @Override
    void output(OutputListener.Channel channel, byte[] bytes) throws LocalFileException {
        target().write(bytes);
        digest.update(bytes);
        taken += bytes.length;
        progress.moved(taken);
    }

    private TargetFile target() throws LocalFileException {
        if (target == null) {
            target = TargetFile.create(local);
        }
        return target;
    }

    @Override
    void succeeded(JsonMap end) throws MqboardException {
        long size = end.number("size", -1);
        if (size != taken || !end.text("sha256", "").equals(Digests.hex(digest))) {
            if (!resumed || secondTry) {
                throw new IntegrityException(
                        path + ": what arrived is not what the board has; did it change meanwhile?");
            }
            beginAgain();
            return;
        }
        target().commit();
        progress.done(taken);
        call.result().complete(null);
    }

    private void beginAgain() {
        discard();
        GetFile next = new GetFile(call, path, local, progress, again);
        next.secondTry = true;
        again.accept(next);
    }

    @Override
    void failed(Throwable cause) {
        discard();
        call.result().completeExceptionally(cause);
    }

    private void discard() {
        if (target != null) {
            target.discard();
            target = null;
        }
    }
}
