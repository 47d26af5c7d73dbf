package io.mqboard.transport.internal.board;

import io.mqboard.transport.Call;
import io.mqboard.transport.Changes;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what callers ask for, and brings it to the loop. */
final class ChangesImpl implements Changes {
    private final BoardImpl board;

    ChangesImpl(BoardImpl board) {
        this.board = board;
    }

    @Override
    public Call<List<FileState>> compare(List<FileDigest> files) {
        List<FileDigest> copy = List.copyOf(files);
        return checked(
                copy.stream().map(FileDigest::path), board -> board.call((driver, call) -> driver.compare(call, copy)));
    }

    @Override
    public Call<SentFiles> send(List<FileToSend> files, @Nullable String stage, boolean force, SetProgress progress) {
        List<FileToSend> copy = List.copyOf(files);
        return checked(
                copy.stream().map(FileToSend::remotePath),
                board -> board.call((driver, call) -> driver.send(call, copy, stage, force, progress)));
    }

    @Override
    public Call<Integer> commit(String stage, List<Change> changes, @Nullable Duration confirm) {
        List<Change> copy = List.copyOf(changes);
        return checked(
                copy.stream().map(Change::path),
                board -> board.call((driver, call) -> driver.commit(call, stage, copy, confirm)));
    }

    @Override
    public Call<Void> confirm() {
        return board.call((driver, call) -> driver.confirm(call));
    }

    @Override
    public Call<Integer> rollback() {
        return board.call((driver, call) -> driver.rollback(call));
    }

    private interface Start<T> {
        Call<T> on(BoardImpl board);
    }

    private <T> Call<T> checked(Stream<String> paths, Start<T> start) {
        String fault = paths.map(ChangesImpl::fault)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return fault == null ? start.on(board) : board.refused(fault);
    }

    /** Paths stand in lines here, so none may have a line end in it. */
    private static @Nullable String fault(String path) {
        return path.indexOf('\n') >= 0 ? "a path with a line end in it" : BoardImpl.pathFault(path);
    }
}
