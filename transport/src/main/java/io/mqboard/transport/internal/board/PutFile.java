package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.Progress;
import io.mqboard.transport.internal.link.EventLoop;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Sends a file. Its digest is made on the work thread first: it tells the board what to expect, and which half of an earlier try is worth
 * keeping.
 */
final class PutFile {
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

    private final Context context;
    private final CallImpl<Void> call;
    private final Path local;
    private final String path;
    private final Progress progress;
    private final Consumer<Operation> starter;

    PutFile(
            Context context,
            CallImpl<Void> call,
            Path local,
            String path,
            Progress progress,
            Consumer<Operation> starter) {
        this.context = context;
        this.call = call;
        this.local = local;
        this.path = path;
        this.progress = progress;
        this.starter = starter;
    }

    /** Reads the file, then sends it. On the loop. */
    void begin() {
        context.work().execute(() -> {
            try {
                LocalFile file = LocalFile.open(local);
                context.loop().execute(() -> starter.accept(new Sending(file)));
            } catch (LocalFileException | RuntimeException e) {
                call.fail(e);
            }
        });
    }

    /** The request. */
    private final class Sending extends Operation {
        private final LocalFile file;
        private final ProgressMeter meter;
        private final Executor delivery = context.delivery();
        private long firstBusyMillis = -1;

        Sending(LocalFile file) {
            this.file = file;
            meter = new ProgressMeter(context.loop(), progress, file.sizeBytes());
        }

        @Override
        byte[] head() {
            return Json.object(out -> {
                out.name("c").value("put");
                out.name("path").value(path);
                out.name("size").value(file.sizeBytes());
                out.name("sha256").value(file.sha256());
                out.name("mkdir").value(true);
            });
        }

        @Override
        Source input() {
            return file;
        }

        @Override
        boolean repeatable() {
            return true;
        }

        @Override
        void inputMoved(long bytes, long resumed) {
            delivery.execute(() -> {
                meter.resumed(resumed);
                meter.moved(bytes);
            });
        }

        @Override
        void succeeded(JsonMap end) {
            if (end.number("resumed", 0) > 0) {
                meter.resumed(end.number("resumed", 0));
            }
            meter.done(file.sizeBytes());
            file.close();
            call.result().complete(null);
        }

        @Override
        void failed(Throwable cause) {
            if (cause instanceof BoardErrorException error && error.code().equals("busy")) {
                context.loop().execute(() -> busy(error));
            } else {
                fail(cause);
            }
        }

        /**
         * The same file is on its way already. Another client's will be there soon, and one that was given up the board forgets after
         * some seconds; both are worth waiting for. On the loop.
         */
        private void busy(BoardErrorException cause) {
            long now = context.loop().nowMillis();
            if (firstBusyMillis < 0) {
                firstBusyMillis = now;
            }
            if (now - firstBusyMillis >= context.replyTimeoutMillis()) {
                delivery.execute(() -> fail(cause));
                return;
            }
            EventLoop.Timer timer = context.loop().schedule(BUSY_PAUSE, () -> starter.accept(this));
            call.interruptBy(() -> {
                timer.cancel();
                delivery.execute(() -> fail(new InterruptedCallException(path + ": interrupted before it was sent")));
            });
        }

        private void fail(Throwable cause) {
            boolean changed = cause instanceof IntegrityException && file.hasChanged();
            file.close();
            call.result().completeExceptionally(changed ? LocalFile.changed(local) : cause);
        }
    }
}
