package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.Progress;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.LocalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sets of files with a board that knows only single ones. Lives on the loop, but for the digests of local files. */
final class OneByOne {
    private final Lines lines;
    private final CallImpl<?> call;

    OneByOne(Lines lines, CallImpl<?> call) {
        this.lines = lines;
        this.call = call;
    }

    // ---- compare

    void compare(List<FileDigest> files, CallImpl<List<FileState>> typed) {
        compare(typed, files, new ArrayList<>());
    }

    private void compare(CallImpl<List<FileState>> typed, List<FileDigest> files, List<FileState> states) {
        if (states.size() == files.size()) {
            typed.succeed(states);
            return;
        }
        Object unused = state(files.get(states.size())).whenComplete((state, failure) -> {
            if (failure != null) {
                typed.fail(failure);
            } else {
                states.add(state);
                compare(typed, files, states);
            }
        });
    }

    private CompletableFuture<FileState> state(FileDigest file) {
        Eval eval = Eval.run(lines, Scripts.hash(file.path()), true);
        call.interruptBy(() -> eval.fail(Driver1.interrupted(lines.address())));
        CompletableFuture<FileState> state = new CompletableFuture<>();
        Object unused = eval.result().whenComplete((text, failure) -> {
            if (failure == null) {
                boolean same = Scripts.word(text).equals(file.sha256());
                state.complete(new FileState(same ? FileState.Kind.SAME : FileState.Kind.DIFFERENT, 0));
                return;
            }
            Throwable cause = Driver1.readable(failure, lines.address(), file.path());
            String code = cause instanceof BoardErrorException error ? error.code() : "";
            switch (code) {
                case "not-found" -> state.complete(new FileState(FileState.Kind.MISSING, 0));
                case "is-dir" -> state.complete(new FileState(FileState.Kind.FOLDER, 0));
                case "io" -> state.complete(new FileState(FileState.Kind.UNREADABLE, 0));
                default -> state.completeExceptionally(cause);
            }
        });
        return state;
    }

    // ---- send

    void send(List<FileToSend> files, boolean force, SetProgress progress, CallImpl<SentFiles> typed) {
        next(new Sending(files, force, progress, typed), 0);
    }

    /** How far a set has come. */
    private static final class Sending {
        final List<FileToSend> files;
        final boolean force;
        final SetProgress progress;
        final CallImpl<SentFiles> call;
        int sent;
        int unchanged;
        long bytes;

        Sending(List<FileToSend> files, boolean force, SetProgress progress, CallImpl<SentFiles> call) {
            this.files = files;
            this.force = force;
            this.progress = progress;
            this.call = call;
        }
    }

    private void next(Sending set, int index) {
        if (index == set.files.size()) {
            set.call.succeed(new SentFiles(set.sent, set.unchanged, set.bytes, set.bytes));
            return;
        }
        FileToSend file = set.files.get(index);
        lines.context().work().execute(() -> {
            try (LocalFile local = LocalFile.open(file.local())) {
                FileDigest digest = new FileDigest(file.remotePath(), local.sha256());
                long size = local.sizeBytes();
                lines.context().loop().execute(() -> compareAndSend(set, index, digest, size));
            } catch (LocalFileException | RuntimeException e) {
                set.call.fail(e);
            }
        });
    }

    private void compareAndSend(Sending set, int index, FileDigest digest, long size) {
        if (set.force) {
            sendOne(set, index, size);
            return;
        }
        Object unused = state(digest).whenComplete((state, failure) -> {
            if (failure != null) {
                set.call.fail(failure);
            } else if (state.kind() == FileState.Kind.SAME) {
                set.unchanged++;
                lines.context().delivery().execute(() -> set.progress.finished(set.files.get(index), size, 0, false));
                next(set, index + 1);
            } else if (state.kind() == FileState.Kind.FOLDER) {
                set.call.fail(new BoardErrorException("is-dir", digest.path() + ": is a folder"));
            } else {
                sendOne(set, index, size);
            }
        });
    }

    private void sendOne(Sending set, int index, long size) {
        FileToSend file = set.files.get(index);
        long before = set.bytes;
        Progress progress = (done, total, resumed) ->
                set.progress.moved(file, set.sent, set.files.size(), before + done, before + size);
        CallImpl<Void> one =
                new CallImpl<>(lines.context().loop(), lines.context().delivery());
        Object unused = one.result().whenComplete((ok, failure) -> {
            if (failure != null) {
                set.call.fail(failure);
                return;
            }
            lines.context().loop().execute(() -> {
                set.sent++;
                set.bytes += size;
                lines.context().delivery().execute(() -> set.progress.finished(file, size, 0, true));
                next(set, index + 1);
            });
        });
        new Send(lines, one, file.local(), file.remotePath(), progress).start();
        call.interruptBy(one::interrupt);
    }
}
