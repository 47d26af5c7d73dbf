package io.mqboard.transport.internal.board;

import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.Call;
import io.mqboard.transport.Changes;
import io.mqboard.transport.DiskSpace;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.Firmware;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.Progress;
import io.mqboard.transport.PythonNames;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.ResetMode;
import io.mqboard.transport.internal.presence.Presence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A board for its callers: brings their calls to the loop. */
public final class BoardImpl implements Board {
    private static final int MAX_PATH_BYTES = 512;
    private static final int MAX_COMPONENT_BYTES = 255;

    private final Context context;
    private final Presence presence;
    private final String address;
    private final BoardCore core;
    private final Watchers watchers;
    private final Changes changes = new ChangesImpl(this);
    private final Firmware firmware = new FirmwareImpl(this);

    /** Sends nothing yet. */
    public BoardImpl(Context context, Presence presence, String address) {
        this.context = context;
        this.presence = presence;
        this.address = address;
        core = new BoardCore(context, presence, address);
        watchers = new Watchers(context.delivery());
    }

    // ---- for the session, on the loop

    /** The link is there. */
    public void connected() {
        core.connected();
    }

    /** The link is gone for now. */
    public void disconnected() {
        core.disconnected();
    }

    /** Fails everything that waits or runs. */
    public void giveUp(MqboardException cause) {
        core.giveUp(cause);
    }

    /** Says goodbye to the board. */
    public void bye() {
        core.bye();
    }

    /** The board's presence record came or changed. */
    public void statusChanged(BoardStatus status, @Nullable BoardStatus before, boolean retained) {
        core.statusChanged(status, before, retained);
        watchers.statusChanged(status);
    }

    // ---- for callers, from any thread

    @Override
    public String address() {
        return address;
    }

    @Override
    public Optional<Duration> roundTrip() {
        long millis = core.lastRttMillis();
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    @Override
    public Optional<BoardStatus> status() {
        return presence.board(address);
    }

    @Override
    public CompletableFuture<Integer> attach() {
        return this.<Integer>call((driver, call) -> call.succeed(core.protocol()))
                .result();
    }

    @Override
    public Call<Void> exec(ExecMode mode, String name, String source, OutputListener output) {
        return call((driver, call) -> driver.exec(call, mode, name, source, output));
    }

    @Override
    public void interruptAll() {
        context.loop().execute(core::interruptAll);
    }

    @Override
    public Call<Void> put(Path local, String remotePath, Progress progress) {
        return call(remotePath, (driver, call) -> driver.put(call, local, remotePath, progress));
    }

    @Override
    public Call<Void> get(String remotePath, Path local, Progress progress) {
        return call(remotePath, (driver, call) -> driver.get(call, remotePath, local, progress));
    }

    @Override
    public Call<Void> read(String remotePath, OutputListener output) {
        return call(remotePath, (driver, call) -> driver.read(call, remotePath, output));
    }

    @Override
    public Call<List<RemoteFile>> list(String remotePath, boolean recursive) {
        return call(remotePath, (driver, call) -> driver.list(call, remotePath, recursive));
    }

    @Override
    public Call<RemoteFile> stat(String remotePath) {
        return call(remotePath, (driver, call) -> driver.stat(call, remotePath));
    }

    @Override
    public Call<Void> remove(String remotePath, boolean recursive) {
        return call(remotePath, (driver, call) -> driver.remove(call, remotePath, recursive));
    }

    @Override
    public Call<Void> makeFolder(String remotePath, boolean parents) {
        return call(remotePath, (driver, call) -> driver.makeFolder(call, remotePath, parents));
    }

    @Override
    public Call<Void> removeFolder(String remotePath) {
        return call(remotePath, (driver, call) -> driver.removeFolder(call, remotePath));
    }

    @Override
    public Call<Void> rename(String from, String to) {
        String fault = pathFault(to);
        if (fault != null) {
            return refused(fault);
        }
        return call(from, (driver, call) -> driver.rename(call, from, to));
    }

    @Override
    public Call<DiskSpace> space(String remotePath) {
        return call(remotePath, (driver, call) -> driver.space(call, remotePath));
    }

    @Override
    public Call<String> digest(String remotePath) {
        return call(remotePath, (driver, call) -> driver.digest(call, remotePath));
    }

    @Override
    public Call<Void> reset(ResetMode mode) {
        return call((driver, call) -> driver.reset(call, mode));
    }

    @Override
    public CompletableFuture<BoardStatus> when(Predicate<BoardStatus> test) {
        CompletableFuture<BoardStatus> result = new CompletableFuture<>();
        context.loop().execute(() -> {
            watchers.add(test, result);
            presence.board(address).ifPresent(watchers::statusChanged);
        });
        return result;
    }

    @Override
    public Call<Void> logLevel(String level, @Nullable String logger) {
        return call((driver, call) -> driver.logLevel(call, level, logger));
    }

    @Override
    public Call<Void> bootLog(OutputListener output) {
        return call((driver, call) -> driver.bootLog(call, output));
    }

    @Override
    public Call<PythonNames> names(String of) {
        return call((driver, call) -> driver.names(call, of));
    }

    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public Firmware firmware() {
        return firmware;
    }

    <T> Call<T> call(BiConsumer<Driver, CallImpl<T>> how) {
        CallImpl<T> call = new CallImpl<>(context.loop(), context.delivery());
        context.loop().run(() -> core.call(call, driver -> how.accept(driver, call)));
        return call;
    }

    private <T> Call<T> call(String path, BiConsumer<Driver, CallImpl<T>> how) {
        String fault = pathFault(path);
        return fault == null ? call(how) : refused(fault);
    }

    <T> Call<T> refused(String fault) {
        CallImpl<T> call = new CallImpl<>(context.loop(), context.delivery());
        call.failWith(new BoardErrorException("bad-request", fault));
        return call;
    }

    /** What no board takes as a path, or null. */
    static @Nullable String pathFault(String path) {
        if (path.isEmpty()) {
            return "an empty path";
        }
        if (path.indexOf('\0') >= 0) {
            return "a path with a zero byte in it";
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            return "path longer than " + MAX_PATH_BYTES + " bytes: " + path;
        }
        for (String component : path.split("/", -1)) {
            if (component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES) {
                return "name longer than " + MAX_COMPONENT_BYTES + " bytes: " + component;
            }
        }
        return null;
    }
}
