package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.Progress;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.LocalFile;
import io.mqboard.transport.internal.board.ProgressMeter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A file to a board of protocol 1. Such a board writes in place and checks nothing, so the file goes to a name of its own first, is hashed
 * there, and is renamed. When the connection is lost on the way it begins anew, as protocol 1 cannot resume.
 */
final class Send {
    private static final int MAX_TRIES = 5;
    private static final int MAX_TOPIC_NAME_BYTES = 200;
    private static final long HASH_MILLIS = 2000;

    private final Lines lines;
    private final CallImpl<Void> call;
    private final Path local;
    private final String path;
    private final Progress progress;
    private @Nullable LocalFile file;
    private @Nullable ProgressMeter meter;
    private int tries;

    Send(Lines lines, CallImpl<Void> call, Path local, String path, Progress progress) {
        this.lines = lines;
        this.call = call;
        this.local = local;
        this.path = path;
        this.progress = progress;
    }

    void start() {
        lines.context().work().execute(() -> {
            try {
                LocalFile opened = LocalFile.open(local);
                lines.context().loop().execute(() -> opened(opened));
            } catch (MqboardException | RuntimeException e) {
                call.fail(e);
            }
        });
    }

    private void opened(LocalFile opened) {
        file = opened;
        meter = new ProgressMeter(lines.context().loop(), progress, opened.sizeBytes());
        String folder = folder(path);
        if (folder.isEmpty() || folder.equals("/")) {
            upload(opened);
            return;
        }
        step(Eval.run(lines, Scripts.makeFolder(folder, true), true), done -> upload(opened));
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, Math.max(slash, 1));
    }

    /** A name beside the target, or in the root where the folder's name cannot stand in a topic. */
    static String temporary(String path, String sha256) {
        String folder = folder(path);
        boolean topic = folder.indexOf('+') < 0
                && folder.indexOf('#') < 0
                && folder.getBytes(StandardCharsets.UTF_8).length < MAX_TOPIC_NAME_BYTES;
        String name = ".mqb1-" + sha256.substring(0, 8);
        if (!topic || folder.equals("/")) {
            return "/" + name;
        }
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    private void upload(LocalFile opened) {
        tries++;
        String temporary = temporary(path, opened.sha256());
        PutUpload upload = new PutUpload(lines, temporary, opened, this::moved);
        call.interruptBy(() -> upload.fail(Driver1.interrupted(lines.address())));
        Object unused = upload.result().whenComplete((ok, failure) -> {
            if (failure instanceof ConnectionLostException && tries < MAX_TRIES && !call.interrupted()) {
                // Not into the void: the board may come back later than we do.
                step(Eval.run(lines, "1", true), answer -> upload(opened));
            } else if (failure != null) {
                Eval.run(lines, Scripts.remove(temporary, false), false);
                fail(failure);
            } else {
                commit(opened, temporary);
            }
        });
        upload.start();
    }

    private void moved(long bytes) {
        ProgressMeter to = meter;
        if (to != null) {
            lines.context().delivery().execute(() -> to.moved(bytes));
        }
    }

    private void commit(LocalFile opened, String temporary) {
        long millis = opened.sizeBytes() / 65536 * HASH_MILLIS;
        Eval eval = Eval.run(lines, Scripts.commit(temporary, path, opened.sha256()), false, millis);
        step(eval, answer -> {
            if (answer.strip().equals("true")) {
                succeed();
            } else {
                fail(new IntegrityException(lines.address() + ": " + path + ": what arrived is not what was sent"));
            }
        });
    }

    private interface Next {
        void go(String answer);
    }

    private void step(Eval eval, Next next) {
        call.interruptBy(() -> eval.fail(Driver1.interrupted(lines.address())));
        CompletableFuture<String> result = eval.result();
        Object unused = result.whenComplete((answer, failure) -> {
            if (failure != null) {
                fail(failure);
            } else {
                next.go(answer);
            }
        });
    }

    private void succeed() {
        LocalFile opened = file;
        ProgressMeter to = meter;
        if (opened != null && to != null) {
            long size = opened.sizeBytes();
            lines.context().delivery().execute(() -> to.done(size));
            opened.close();
        }
        call.succeed(Driver1.nothing());
    }

    private void fail(Throwable cause) {
        boolean changed = cause instanceof IntegrityException && file != null && file.hasChanged();
        if (file != null) {
            file.close();
        }
        call.fail(changed ? LocalFile.changed(local) : Driver1.readable(cause, lines.address(), path));
    }
}
