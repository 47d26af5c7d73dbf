package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.Changes;
import io.mqboard.transport.DiskSpace;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.FirmwareInfo;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.Progress;
import io.mqboard.transport.PythonNames;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.ResetMode;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import io.mqboard.transport.UpdateResult;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.Context;
import io.mqboard.transport.internal.board.Driver;
import io.mqboard.transport.internal.board.LocalFile;
import io.mqboard.transport.internal.board.ProgressMeter;
import io.mqboard.transport.internal.firmware.ImageReader;
import io.mqboard.transport.internal.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls in protocol 1. What protocol 1 cannot do: output comes when the code has ended, a running command cannot be stopped on the board,
 * and when the connection is lost nobody can tell whether a command ran.
 */
public final class Driver1 implements Driver {
    private final Lines lines;

    public Driver1(Context context, String address) {
        lines = new Lines(context, address);
    }

    /** Asks whether a board of protocol 1 is there: {@code found} runs when it has answered. */
    public void probe(Runnable found) {
        Object unused = Eval.run(lines, "1", true).result().whenComplete((answer, failure) -> {
            if (failure == null || failure instanceof Eval.Raised) {
                found.run();
            }
        });
    }

    /** The link is there again. */
    public void reconnected() {
        lines.reconnected();
    }

    /** Fails all that is under way. */
    public void giveUp(MqboardException cause) {
        lines.failEverything(cause);
    }

    @Override
    public void exec(CallImpl<Void> call, ExecMode mode, String name, String source, OutputListener output) {
        if (mode == ExecMode.AWAIT) {
            call.failWith(new BoardErrorException(
                    "unsupported", lines.address() + ": a board of protocol 1 has no top-level await"));
            return;
        }
        Eval eval = Eval.run(lines, Scripts.exec(mode, name, source), false);
        call.interruptBy(() -> eval.fail(interrupted(lines.address())));
        Object unused = eval.result().whenComplete((text, failure) -> {
            if (failure instanceof Eval.Raised raised) {
                deliver(output, OutputListener.Channel.ERROR, raised.text());
                call.fail(Errors1.ofCode(raised.text()));
            } else if (failure != null) {
                call.fail(failure);
            } else {
                deliver(output, OutputListener.Channel.OUTPUT, text);
                call.succeed(nothing());
            }
        });
    }

    private void deliver(OutputListener output, OutputListener.Channel channel, String text) {
        if (!text.isEmpty()) {
            String line = text.endsWith("\n") ? text : text + "\n";
            lines.context().delivery().execute(() -> output.output(channel, line.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void put(CallImpl<Void> call, Path local, String remotePath, Progress progress) {
        new Send(lines, call, local, remotePath, progress).start();
    }

    @Override
    public void get(CallImpl<Void> call, String remotePath, Path local, Progress progress) {
        ProgressMeter meter = new ProgressMeter(lines.context().loop(), progress, -1);
        new Fetch(lines, call, remotePath, Fetch.file(local, meter)).start();
    }

    @Override
    public void read(CallImpl<Void> call, String remotePath, OutputListener output) {
        new Fetch(lines, call, remotePath, Fetch.listener(output)).start();
    }

    @Override
    public void list(CallImpl<List<RemoteFile>> call, String remotePath, boolean recursive) {
        new Listing(lines, call, remotePath, recursive).start();
    }

    @Override
    public void stat(CallImpl<RemoteFile> call, String remotePath) {
        run(call, remotePath, Scripts.stat(remotePath), true, text -> {
            List<Object> fields = Json.parseArray(text.strip());
            boolean good = fields != null
                    && fields.size() == 3
                    && fields.get(0) instanceof Long
                    && fields.get(1) instanceof Long
                    && fields.get(2) instanceof Long;
            if (fields == null || !good) {
                call.failWith(garbage(lines.address()));
                return;
            }
            boolean folder = ((Long) fields.get(0) & 0x4000) != 0;
            long size = folder ? 0 : (Long) fields.get(1);
            call.succeed(new RemoteFile(remotePath, folder, size, (Long) fields.get(2)));
        });
    }

    @Override
    public void remove(CallImpl<Void> call, String remotePath, boolean recursive) {
        run(call, remotePath, Scripts.remove(remotePath, recursive));
    }

    @Override
    public void makeFolder(CallImpl<Void> call, String remotePath, boolean parents) {
        run(call, remotePath, Scripts.makeFolder(remotePath, parents));
    }

    @Override
    public void removeFolder(CallImpl<Void> call, String remotePath) {
        run(call, remotePath, Scripts.removeFolder(remotePath));
    }

    @Override
    public void rename(CallImpl<Void> call, String from, String to) {
        run(call, from, Scripts.rename(from, to));
    }

    @Override
    public void space(CallImpl<DiskSpace> call, String remotePath) {
        run(call, remotePath, Scripts.space(remotePath), true, text -> {
            List<Object> fields = Json.parseArray(text.strip());
            if (fields != null
                    && fields.size() == 2
                    && fields.get(0) instanceof Long total
                    && fields.get(1) instanceof Long free) {
                call.succeed(new DiskSpace(total, free));
            } else {
                call.failWith(garbage(lines.address()));
            }
        });
    }

    @Override
    public void digest(CallImpl<String> call, String remotePath) {
        run(call, remotePath, Scripts.hash(remotePath), true, text -> call.succeed(Scripts.word(text)));
    }

    @Override
    public void reset(CallImpl<Void> call, ResetMode mode) {
        run(call, "reset", Scripts.reset(mode));
    }

    @Override
    public void logLevel(CallImpl<Void> call, String level, @Nullable String logger) {
        unsupported(call, "log levels");
    }

    @Override
    public void bootLog(CallImpl<Void> call, OutputListener output) {
        unsupported(call, "a boot log");
    }

    @Override
    public void names(CallImpl<PythonNames> call, String of) {
        unsupported(call, "names for completion");
    }

    @Override
    public void compare(CallImpl<List<FileState>> call, List<FileDigest> files) {
        new OneByOne(lines, call).compare(files, call);
    }

    @Override
    public void send(
            CallImpl<SentFiles> call,
            List<FileToSend> files,
            @Nullable String stage,
            boolean force,
            SetProgress progress) {
        if (stage != null) {
            unsupported(call, "staged files");
        } else {
            new OneByOne(lines, call).send(files, force, progress, call);
        }
    }

    @Override
    public void commit(CallImpl<Integer> call, String stage, List<Changes.Change> changes, @Nullable Duration confirm) {
        unsupported(call, "staged files");
    }

    @Override
    public void confirm(CallImpl<Void> call) {
        unsupported(call, "staged files");
    }

    @Override
    public void rollback(CallImpl<Integer> call) {
        unsupported(call, "staged files");
    }

    @Override
    public void firmware(CallImpl<FirmwareInfo> call) {
        unsupported(call, "questions about its firmware");
    }

    @Override
    public void firmwareRollback(CallImpl<Void> call) {
        unsupported(call, "a way back to the former firmware");
    }

    @Override
    public void firmwareValid(CallImpl<Void> call) {
        unsupported(call, "trials of firmware");
    }

    private void unsupported(CallImpl<?> call, String what) {
        call.failWith(new BoardErrorException(
                "unsupported", lines.address() + ": a board of protocol 1 has not got " + what));
    }

    @Override
    public void update(CallImpl<UpdateResult> call, Path image, boolean activate, Progress progress) {
        if (!activate) {
            unsupported(call, "images that are not activated");
            return;
        }
        lines.context().work().execute(() -> {
            try {
                ImageReader.read(image);
                LocalFile file = LocalFile.open(image);
                lines.context().loop().execute(() -> update(call, file, progress));
            } catch (MqboardException | RuntimeException e) {
                call.fail(e);
            }
        });
    }

    private void update(CallImpl<UpdateResult> call, LocalFile image, Progress progress) {
        long size = image.sizeBytes();
        ProgressMeter meter = new ProgressMeter(lines.context().loop(), progress, size);
        OtaUpload upload = new OtaUpload(
                lines,
                image.sha256(),
                image,
                bytes -> lines.context().delivery().execute(() -> meter.moved(bytes)));
        call.interruptBy(() -> upload.fail(interrupted(lines.address())));
        Object unused = upload.result().whenComplete((ok, failure) -> {
            image.close();
            if (failure != null) {
                call.fail(failure);
            } else {
                lines.context().delivery().execute(() -> meter.done(size));
                call.succeed(new UpdateResult("", size, size, (int) ((size + 4095) / 4096), 0, 0));
            }
        });
        upload.open();
    }

    private void run(CallImpl<Void> call, String path, String script) {
        run(call, path, script, false, text -> call.succeed(nothing()));
    }

    private void run(CallImpl<?> call, String path, String script, boolean repeatable, Consumer<String> then) {
        Eval eval = Eval.run(lines, script, repeatable);
        call.interruptBy(() -> eval.fail(interrupted(lines.address())));
        Object unused = eval.result().whenComplete((text, failure) -> {
            if (failure != null) {
                call.fail(readable(failure, lines.address(), path));
            } else {
                then.accept(text);
            }
        });
    }

    /** What a caller can make sense of: not the traceback of a script that he never saw. */
    static Throwable readable(Throwable failure, String address, String path) {
        return failure instanceof Eval.Raised raised ? Errors1.ofPath(address, path, raised.text()) : failure;
    }

    static MqboardException interrupted(String address) {
        return new InterruptedCallException(
                address + ": no longer waited for; a board of protocol 1 cannot be told to stop");
    }

    static MqboardException garbage(String address) {
        return new BoardErrorException("io", address + ": the board sent an answer that makes no sense");
    }

    @SuppressWarnings("NullAway") // The value of a Void is null.
    static Void nothing() {
        return null;
    }
}
