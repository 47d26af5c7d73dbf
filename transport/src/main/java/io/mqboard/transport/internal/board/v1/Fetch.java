package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.Digests;
import io.mqboard.transport.internal.board.ProgressMeter;
import io.mqboard.transport.internal.board.TargetFile;
import io.mqboard.transport.internal.wire.Json;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file from a board of protocol 1: streamed, then compared with the digest that the board makes of it. The board streams
 * as fast as it can, so a broker that queues little may drop a part: then, and for a name that cannot stand in a topic, the rest is read in
 * slices through {@code eval}, slower but one by one.
 */
final class Fetch {
    /** Bytes of a slice: twice that in hexadecimal fits every board. */
    private static final int SLICE_BYTES = 1024;

    /** Milliseconds that a board may take to hash 64 KB. */
    private static final long HASH_MILLIS = 2000;

    private final Lines lines;
    private final CallImpl<Void> call;
    private final String path;
    private final Sink sink;
    private final MessageDigest digest = Digests.sha256();
    private long received;

    /** Where the bytes go. On the delivery thread. */
    interface Sink {
        void write(byte[] bytes) throws MqboardException;

        /** All is there and right. */
        void commit() throws MqboardException;

        /** Forgets what was written, as far as it can. */
        void discard();
    }

    Fetch(Lines lines, CallImpl<Void> call, String path, Sink sink) {
        this.lines = lines;
        this.call = call;
        this.path = path;
        this.sink = sink;
    }

    void start() {
        if (path.indexOf('+') >= 0 || path.indexOf('#') >= 0) {
            slice();
            return;
        }
        Download download = new Download(lines, path, this::take);
        Object unused = download.result().whenComplete((ok, failure) -> ended(failure));
        call.interruptBy(() -> download.fail(Driver1.interrupted(lines.address())));
        download.open();
    }

    private void slice() {
        Eval eval = Eval.run(lines, Scripts.slice(path, received, SLICE_BYTES), true);
        call.interruptBy(() -> eval.fail(Driver1.interrupted(lines.address())));
        Object unused = eval.result().whenComplete((text, failure) -> {
            try {
                byte[] bytes = failure != null ? new byte[0] : HexFormat.of().parseHex(text.strip());
                if (bytes.length > 0) {
                    take(bytes);
                    slice();
                } else {
                    ended(failure);
                }
            } catch (IllegalArgumentException e) {
                ended(new BoardErrorException(
                        "io", lines.address() + ": the board sent something that is no part of a file"));
            }
        });
    }

    private void take(byte[] bytes) {
        received += bytes.length;
        lines.context().delivery().execute(() -> {
            digest.update(bytes);
            try {
                sink.write(bytes);
            } catch (MqboardException | RuntimeException e) {
                call.result().completeExceptionally(e);
            }
        });
    }

    private void ended(@Nullable Throwable failure) {
        if (failure instanceof IntegrityException && !call.interrupted()) {
            slice();
        } else if (failure != null) {
            fail(Driver1.readable(failure, lines.address(), path));
        } else {
            Eval hash = Eval.run(lines, Scripts.hash(path), true, received / 65536 * HASH_MILLIS);
            call.interruptBy(() -> hash.fail(Driver1.interrupted(lines.address())));
            Object unused = hash.result().whenComplete(this::hashed);
        }
    }

    private void hashed(@Nullable String text, @Nullable Throwable failure) {
        if (failure != null || text == null) {
            fail(failure == null ? new IllegalStateException() : Driver1.readable(failure, lines.address(), path));
            return;
        }
        List<Object> parsed = Json.parseArray("[" + text.strip() + "]");
        lines.context().delivery().execute(() -> commit(parsed));
    }

    private void commit(@Nullable List<Object> parsed) {
        try {
            if (parsed == null || parsed.isEmpty() || !Digests.hex(digest).equals(parsed.get(0))) {
                throw new IntegrityException(
                        path + ": what arrived is not what the board has; did it change meanwhile?");
            }
            sink.commit();
            call.result().complete(null);
        } catch (MqboardException | RuntimeException e) {
            sink.discard();
            call.result().completeExceptionally(e);
        }
    }

    private void fail(Throwable cause) {
        lines.context().delivery().execute(() -> {
            sink.discard();
            call.result().completeExceptionally(cause);
        });
    }

    /** A sink that writes a file beside its target. */
    static Sink file(Path local, ProgressMeter progress) {
        return new Sink() {
            private @Nullable TargetFile target;
            private long taken;

            @Override
            public void write(byte[] bytes) throws LocalFileException {
                target().write(bytes);
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
            public void commit() throws LocalFileException {
                target().commit();
                target = null;
                progress.done(taken);
            }

            @Override
            public void discard() {
                if (target != null) {
                    target.discard();
                }
                target = null;
            }
        };
    }

    /** A sink that gives the pieces away: what was given cannot be taken back. */
    static Sink listener(OutputListener listener) {
        return new Sink() {
            @Override
            public void write(byte[] bytes) {
                listener.output(OutputListener.Channel.OUTPUT, bytes);
            }

            @Override
            public void commit() {}

            @Override
            public void discard() {}
        };
    }
}
