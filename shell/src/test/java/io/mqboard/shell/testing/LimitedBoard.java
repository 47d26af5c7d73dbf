package io.mqboard.shell.testing;

import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.Call;
import io.mqboard.transport.Changes;
import io.mqboard.transport.DiskSpace;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.Firmware;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.Progress;
import io.mqboard.transport.PythonNames;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.ResetMode;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import io.mqboard.transport.UpdateResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A board that refuses every call that a test does not give it. */
public abstract class LimitedBoard implements Board, Changes, Firmware {
    private final String address;

    protected LimitedBoard(String address) {
        this.address = address;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Optional<BoardStatus> status() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> roundTrip() {
        return Optional.of(Duration.ofMillis(12));
    }

    @Override
    public CompletableFuture<Integer> attach() {
        return CompletableFuture.completedFuture(2);
    }

    @Override
    public void interruptAll() {}

    @Override
    public CompletableFuture<BoardStatus> when(Predicate<BoardStatus> test) {
        return new CompletableFuture<>();
    }

    @Override
    public Changes changes() {
        return this;
    }

    @Override
    public Firmware firmware() {
        return this;
    }

    /** What a call fails with that this board does not know. */
    protected final <T> Call<T> refused() {
        return FakeCall.failed(new BoardErrorException("unsupported", address + ": this board cannot do that"));
    }

    @Override
    public Call<Void> exec(ExecMode mode, String name, String source, OutputListener output) {
        return refused();
    }

    @Override
    public Call<Void> put(Path local, String remotePath, Progress progress) {
        return refused();
    }

    @Override
    public Call<Void> get(String remotePath, Path local, Progress progress) {
        return refused();
    }

    @Override
    public Call<Void> read(String remotePath, OutputListener output) {
        return refused();
    }

    @Override
    public Call<List<RemoteFile>> list(String remotePath, boolean recursive) {
        return refused();
    }

    @Override
    public Call<RemoteFile> stat(String remotePath) {
        return refused();
    }

    @Override
    public Call<Void> remove(String remotePath, boolean recursive) {
        return refused();
    }

    @Override
    public Call<Void> makeFolder(String remotePath, boolean parents) {
        return refused();
    }

    @Override
    public Call<Void> removeFolder(String remotePath) {
        return refused();
    }

    @Override
    public Call<Void> rename(String from, String to) {
        return refused();
    }

    @Override
    public Call<DiskSpace> space(String remotePath) {
        return refused();
    }

    @Override
    public Call<String> digest(String remotePath) {
        return refused();
    }

    @Override
    public Call<Void> reset(ResetMode mode) {
        return refused();
    }

    @Override
    public Call<Void> logLevel(String level, @Nullable String logger) {
        return refused();
    }

    @Override
    public Call<PythonNames> names(String of) {
        return refused();
    }

    @Override
    public Call<Void> bootLog(OutputListener output) {
        return refused();
    }

    @Override
    public Call<List<FileState>> compare(List<FileDigest> files) {
        return refused();
    }

    @Override
    public Call<SentFiles> send(List<FileToSend> files, @Nullable String stage, boolean force, SetProgress progress) {
        return refused();
    }

    @Override
    public Call<Integer> commit(String stage, List<Change> changes, @Nullable Duration confirm) {
        return refused();
    }

    @Override
    public Call<Void> confirm() {
        return refused();
    }

    @Override
    public Call<FirmwareInfo> info() {
        return refused();
    }

    @Override
    public Call<UpdateResult> update(Path image, boolean activate, Progress progress) {
        return refused();
    }

    @Override
    public Call<Void> markValid() {
        return refused();
    }

    @Override
    public Call<Integer> rollback() {
        return refused();
    }

    @Override
    public Call<Void> revert() {
        return refused();
    }
}
