package io.mqboard.transport.internal.board;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.Progress;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.internal.wire.Json;
import io.mqboard.transport.internal.wire.JsonMap;
import java.nio.file.Path;
import java.util.List;

/** The calls as requests of protocol 2. */
final class Driver2 implements Driver {
    private final Context context;
    private final Session2 session;
    private final String address;

    Driver2(Context context, Session2 session, String address) {
        this.context = context;
        this.session = session;
        this.address = address;
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
    public void ota(CallImpl<Void> call, Path image, Progress progress) {
        call.failWith(new BoardErrorException(
                "unsupported", address + ": images are sent to boards of protocol 1 only so far"));
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
