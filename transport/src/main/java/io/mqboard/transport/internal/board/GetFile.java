package io.mqboard.transport.internal.board;

import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.internal.wire.JsonMap;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file into a local one: beside it first, verified, then renamed. If after a reset of the board the whole does not fit, because
 * the file has changed there, it begins once more.
 */
final class GetFile extends GetOperation {
    private final Path local;
    private final ProgressMeter progress;
    private final Consumer<Operation> again;
    private @Nullable TargetFile target;
    private boolean resumed;
    private boolean secondTry;

    GetFile(CallImpl<Void> call, String path, Path local, ProgressMeter progress, Consumer<Operation> again) {
        super(call, path);
        this.local = local;
        this.progress = progress;
        this.again = again;
    }

    @Override
    void restarted() {
        resumed = true;
    }

    @Override
    void take(byte[] bytes) throws LocalFileException {
        target().write(bytes);
        progress.moved(taken() + bytes.length);
    }

    private TargetFile target() throws LocalFileException {
        if (target == null) {
            target = TargetFile.create(local);
        }
        return target;
    }

    @Override
    void succeeded(JsonMap end) throws MqboardException {
        if (isWhole(end)) {
            target().commit();
            progress.done(taken());
            call().result().complete(null);
        } else if (!resumed || secondTry) {
            throw changed();
        } else {
            discard();
            GetFile next = new GetFile(call(), path(), local, progress, again);
            next.secondTry = true;
            again.accept(next);
        }
    }

    @Override
    void failed(Throwable cause) {
        discard();
        super.failed(cause);
    }

    private void discard() {
        if (target != null) {
            target.discard();
            target = null;
        }
    }
}
