package io.mqboard.transport.internal.board;

import io.mqboard.transport.Changes;
import io.mqboard.transport.DiskSpace;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.Progress;
import io.mqboard.transport.PythonNames;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.ResetMode;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import io.mqboard.transport.UpdateResult;
import io.mqboard.transport.internal.board.bulk.Changing;
import io.mqboard.transport.internal.board.bulk.Comparison;
import io.mqboard.transport.internal.board.bulk.SetSender;
import io.mqboard.transport.internal.board.bulk.Updater;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls as requests of protocol 2. */
final class Driver2 implements Driver {
    private static final int MAX_BOOT_LOG_BYTES = 1 << 16;
    private static final int MAX_NAMES_BYTES = 1 << 17;

    private final Context context;
    private final Session2 session;

    Driver2(Context context, Session2 session) {
        this.context = context;
        this.session = session;
    }

    @Override
    public void exec(CallImpl<Void> call, ExecMode mode, String name, String source, OutputListener output) {
        start(call, new ExecOperation(call, mode, name, source, output));
    }

    @Override
    public void put(CallImpl<Void> call, Path local, String remotePath, Progress progress) {
        new PutFile(context, call, local, remotePath, progress, operation -> start(call, operation)).begin();
    }

    @Override
    public void get(CallImpl<Void> call, String remotePath, Path local, Progress progress) {
        start(
                call,
                new GetFile(
                        call,
                        remotePath,
                        local,
                        new ProgressMeter(context.loop(), progress, -1),
                        again -> restart(call, again)));
    }

    @Override
    public void read(CallImpl<Void> call, String remotePath, OutputListener output) {
        start(call, new ReadOperation(call, remotePath, output));
    }

    @Override
    public void list(CallImpl<List<RemoteFile>> call, String remotePath, boolean recursive) {
        start(call, new ListOperation(call, remotePath, recursive));
    }

    @Override
    public void stat(CallImpl<RemoteFile> call, String remotePath) {
        start(call, new PlainOperation<>(call, true, head("stat", remotePath), end -> {
            boolean folder = end.text("type", "f").equals("d");
            return new RemoteFile(remotePath, folder, folder ? 0 : end.number("size", 0), end.number("mtime", -1));
        }));
    }

    @Override
    public void remove(CallImpl<Void> call, String remotePath, boolean recursive) {
        Json.Members head = out -> {
            head("rm", remotePath).write(out);
            out.name("r").value(recursive);
        };
        startPlain(call, false, head);
    }

    @Override
    public void makeFolder(CallImpl<Void> call, String remotePath, boolean parents) {
        Json.Members head = out -> {
            head("mkdir", remotePath).write(out);
            out.name("p").value(parents);
        };
        startPlain(call, parents, head);
    }

    @Override
    public void removeFolder(CallImpl<Void> call, String remotePath) {
        startPlain(call, false, head("rmdir", remotePath));
    }

    @Override
    public void rename(CallImpl<Void> call, String from, String to) {
        startPlain(
                call,
                false,
                out -> out.name("c")
                        .value("mv")
                        .name("from")
                        .value(from)
                        .name("to")
                        .value(to));
    }

    @Override
    public void space(CallImpl<DiskSpace> call, String remotePath) {
        start(
                call,
                new PlainOperation<>(
                        call,
                        true,
                        head("df", remotePath),
                        end -> new DiskSpace(end.number("total", -1), end.number("free", -1))));
    }

    @Override
    public void digest(CallImpl<String> call, String remotePath) {
        start(call, new PlainOperation<>(call, true, head("hash", remotePath), end -> end.text("sha256", "")));
    }

    @Override
    public void reset(CallImpl<Void> call, ResetMode mode) {
        startPlain(call, false, out -> out.name("c").value("reset").name("m").value(mode.word()));
    }

    @Override
    public void logLevel(CallImpl<Void> call, String level, @Nullable String logger) {
        startPlain(call, true, out -> {
            out.name("c").value("log").name("level").value(level);
            if (logger != null) {
                out.name("logger").value(logger);
            }
        });
    }

    @Override
    public void bootLog(CallImpl<Void> call, OutputListener output) {
        BulkRequest<byte[]> request = BulkRequest.question(
                out -> out.name("c").value("bootlog"), null, MAX_BOOT_LOG_BYTES, (bytes, end) -> bytes);
        then(call, run(call, request), bytes -> {
            output.output(OutputListener.Channel.OUTPUT, bytes);
            call.result().complete(null);
        });
    }

    @Override
    public void names(CallImpl<PythonNames> call, String of) {
        BulkRequest<PythonNames> request = BulkRequest.question(
                out -> out.name("c").value("names").name("of").value(of), null, MAX_NAMES_BYTES, Driver2::names);
        then(call, run(call, request), call.result()::complete);
    }

    private static PythonNames names(byte[] output, JsonMap end) {
        List<String> names =
                new String(output, StandardCharsets.UTF_8).lines().sorted().toList();
        return new PythonNames(names, end.text("type", ""), end.has("value") ? end.text("value", "") : null);
    }

    @Override
    public void compare(CallImpl<List<FileState>> call, List<FileDigest> files) {
        then(call, new Comparison(this::run, this::takesMany).of(call, files), call.result()::complete);
    }

    @Override
    public void send(
            CallImpl<SentFiles> call,
            List<FileToSend> files,
            @Nullable String stage,
            boolean force,
            SetProgress progress) {
        SetSender.Wish wish = new SetSender.Wish(files, stage, force, session.can("inflate"));
        new SetSender(context, this::run, new Comparison(this::run, this::takesMany), call, wish, progress).start();
    }

    /** Whether the board knows the short forms for many files. */
    private boolean takesMany() {
        return session.can("many");
    }

    @Override
    public void commit(CallImpl<Integer> call, String stage, List<Changes.Change> changes, @Nullable Duration confirm) {
        then(call, run(call, Changing.commit(stage, changes, confirm)), call.result()::complete);
    }

    @Override
    public void confirm(CallImpl<Void> call) {
        startPlain(call, false, out -> out.name("c").value("confirm"));
    }

    @Override
    public void rollback(CallImpl<Integer> call) {
        then(call, run(call, Changing.rollback()), call.result()::complete);
    }

    @Override
    public void firmware(CallImpl<FirmwareInfo> call) {
        then(call, run(call, Updater.info()), call.result()::complete);
    }

    @Override
    public void update(CallImpl<UpdateResult> call, Path image, boolean activate, Progress progress) {
        new Updater(context, this::run, call, image, activate, session.can("inflate"), progress).start();
    }

    @Override
    public void firmwareRollback(CallImpl<Void> call) {
        startPlain(call, false, out -> out.name("c").value("ota-rollback"));
    }

    @Override
    public void firmwareValid(CallImpl<Void> call) {
        startPlain(call, true, out -> out.name("c").value("ota-valid"));
    }

    /** Sends one request for a call that may need several; an interrupt of the call stops it. From any thread. */
    private <T> CompletableFuture<T> run(CallImpl<?> call, BulkRequest<T> request) {
        CallImpl<T> step = new CallImpl<>(context.loop(), context.delivery());
        context.loop().execute(() -> {
            start(step, new BulkOperation<>(step, context.delivery(), request));
            call.interruptBy(step::interrupt);
        });
        return step.result();
    }

    private static <T> void then(CallImpl<?> call, CompletableFuture<T> step, Consumer<T> taker) {
        Object unused = step.whenComplete((value, failure) -> {
            if (failure == null) {
                taker.accept(value);
            } else {
                boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                call.result().completeExceptionally(wrapped ? failure.getCause() : failure);
            }
        });
    }

    private static Json.Members head(String command, String path) {
        return out -> out.name("c").value(command).name("path").value(path);
    }

    private void startPlain(CallImpl<Void> call, boolean repeatable, Json.Members head) {
        start(call, new PlainOperation<>(call, repeatable, head, Driver2::nothing));
    }

    @SuppressWarnings("NullAway") // The value of a Void is null.
    private static Void nothing(JsonMap end) throws MqboardException {
        return null;
    }

    private void start(CallImpl<?> call, Operation operation) {
        session.submit(operation);
        call.interruptBy(() -> session.interrupt(operation));
    }

    private void restart(CallImpl<?> call, Operation operation) {
        context.loop().execute(() -> start(call, operation));
    }
}
