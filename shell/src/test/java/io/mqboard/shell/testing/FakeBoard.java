package io.mqboard.shell.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.Call;
import io.mqboard.transport.Changes;
import io.mqboard.transport.DiskSpace;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.OutputListener.Channel;
import io.mqboard.transport.Progress;
import io.mqboard.transport.RemoteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A board in memory that works: files really move, and Python answers what the test has told it. */
public final class FakeBoard extends LimitedBoard {
    /** Files by absolute path; a folder is null. */
    public final TreeMap<String, byte[]> files = new TreeMap<>();

    /** What was run, in order. */
    public final List<String> ran = new ArrayList<>();

    /** Counted down when code runs that never ends. */
    public final CountDownLatch forever = new CountDownLatch(1);

    /** When all of them were changed last: a time before 2020, as a clock that was never set tells it. */
    private static final long MODIFIED_SECONDS = 1_000_000_000;

    private static final long TOTAL_BYTES = 1 << 20;

    private final FakeChanges changes = new FakeChanges(files);
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> outputs = new HashMap<>();
    private final Map<String, String> exceptions = new HashMap<>();
    private boolean offline;

    FakeBoard(String address) {
        super(address);
        values.put("45+876", "921");
        values.put("45 + 876", "921");
        outputs.put("print('hello')", "hello\r\n");
        outputs.put("print('\\x1b[2J')", "\u001b[2J\r\n");
        exceptions.put("1/0", "ZeroDivisionError: divide by zero");
    }

    /** Tells what an expression is worth. */
    public void value(String source, String repr) {
        values.put(source, repr);
    }

    /** Tells what code prints. */
    public void output(String source, String text) {
        outputs.put(source, text);
    }

    public void goOffline() {
        offline = true;
    }

    @Override
    public CompletableFuture<Integer> attach() {
        return offline
                ? CompletableFuture.failedFuture(new BoardOfflineException(address() + " is offline"))
                : CompletableFuture.completedFuture(2);
    }

    @Override
    public Call<Void> exec(ExecMode mode, String name, String source, OutputListener output) {
        if (offline) {
            return FakeCall.failed(new BoardOfflineException(address() + " is offline"));
        }
        ran.add(mode + " " + name + " " + source);
        if (source.startsWith("while True")) {
            forever.countDown();
            return new FakeCall<>();
        }
        String key = source.strip();
        if (exceptions.containsKey(key)) {
            String text = exceptions.get(key);
            String trace =
                    "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n" + text + "\n";
            output.output(Channel.ERROR, trace.getBytes(UTF_8));
            return FakeCall.failed(new BoardErrorException("exception", text));
        }
        if (values.containsKey(key)) {
            output.output(Channel.VALUE, (values.get(key) + "\n").getBytes(UTF_8));
        }
        output.output(Channel.OUTPUT, outputs.getOrDefault(key, "").getBytes(UTF_8));
        return done();
    }

    @Override
    public Call<Void> put(Path local, String remotePath, Progress progress) {
        if (isFolder(remotePath)) {
            return error("is-dir", remotePath + " is a folder");
        }
        try {
            byte[] content = Files.readAllBytes(local);
            makeParents(remotePath);
            files.put(remotePath, content);
            progress.moved(content.length, content.length, 0);
            return done();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Call<Void> get(String remotePath, Path local, Progress progress) {
        Call<Void> missing = checkFile(remotePath);
        if (missing != null) {
            return missing;
        }
        try {
            byte[] content = files.get(remotePath);
            Files.write(local, content);
            progress.moved(content.length, content.length, 0);
            return done();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Call<Void> read(String remotePath, OutputListener output) {
        Call<Void> missing = checkFile(remotePath);
        if (missing != null) {
            return missing;
        }
        output.output(Channel.OUTPUT, files.get(remotePath));
        return done();
    }

    @Override
    public Call<List<RemoteFile>> list(String remotePath, boolean recursive) {
        if (!exists(remotePath)) {
            return error("not-found", remotePath + ": no such file or folder");
        }
        String base = remotePath.equals("/") ? "/" : remotePath + "/";
        List<RemoteFile> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : files.tailMap(base, false).entrySet()) {
            if (!entry.getKey().startsWith(base)) {
                break;
            }
            String name = entry.getKey().substring(base.length());
            if (recursive || name.indexOf('/') < 0) {
                byte[] content = entry.getValue();
                found.add(
                        new RemoteFile(name, content == null, content == null ? 0 : content.length, MODIFIED_SECONDS));
            }
        }
        return FakeCall.done(found);
    }

    @Override
    public Call<RemoteFile> stat(String remotePath) {
        if (!exists(remotePath)) {
            return error("not-found", remotePath + ": no such file or folder");
        }
        boolean folder = isFolder(remotePath);
        long size = folder ? 0 : files.get(remotePath).length;
        return FakeCall.done(new RemoteFile(remotePath, folder, size, MODIFIED_SECONDS));
    }

    @Override
    public Call<Void> remove(String remotePath, boolean recursive) {
        if (!exists(remotePath)) {
            return error("not-found", remotePath + ": no such file or folder");
        }
        if (isFolder(remotePath) && !recursive) {
            return error("is-dir", remotePath + " is a folder");
        }
        files.keySet().removeIf(path -> path.equals(remotePath) || path.startsWith(remotePath + "/"));
        return done();
    }

    @Override
    public Call<Void> makeFolder(String remotePath, boolean parents) {
        if (exists(remotePath) && !parents) {
            return error("exists", remotePath + " exists already");
        }
        makeParents(remotePath);
        files.put(remotePath, null);
        return done();
    }

    @Override
    public Call<Void> removeFolder(String remotePath) {
        if (!exists(remotePath)) {
            return error("not-found", remotePath + ": no such file or folder");
        }
        if (files.higherKey(remotePath) != null && files.higherKey(remotePath).startsWith(remotePath + "/")) {
            return error("not-empty", remotePath + " is not empty");
        }
        files.remove(remotePath);
        return done();
    }

    @Override
    public Call<Void> rename(String from, String to) {
        if (!exists(from)) {
            return error("not-found", from + ": no such file or folder");
        }
        for (String path : List.copyOf(files.tailMap(from, true).keySet())) {
            if (path.equals(from) || path.startsWith(from + "/")) {
                files.put(to + path.substring(from.length()), files.remove(path));
            }
        }
        return done();
    }

    @Override
    public Call<DiskSpace> space(String remotePath) {
        return FakeCall.done(new DiskSpace(TOTAL_BYTES, TOTAL_BYTES - 4096L * files.size()));
    }

    @Override
    public Call<String> digest(String remotePath) {
        if (!exists(remotePath)) {
            return error("not-found", remotePath + ": no such file or folder");
        }
        return isFolder(remotePath)
                ? error("is-dir", remotePath + " is a folder")
                : FakeCall.done(Digests.hex(files.get(remotePath)));
    }

    @Override
    public Changes changes() {
        return changes;
    }

    private boolean exists(String path) {
        return path.equals("/") || files.containsKey(path);
    }

    private boolean isFolder(String path) {
        return path.equals("/") || (files.containsKey(path) && files.get(path) == null);
    }

    private void makeParents(String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            files.putIfAbsent(path.substring(0, slash), null);
        }
    }

    private Call<Void> checkFile(String path) {
        if (!exists(path)) {
            return error("not-found", path + ": no such file or folder");
        }
        return isFolder(path) ? error("is-dir", path + " is a folder") : null;
    }

    private static FakeCall<Void> done() {
        return FakeCall.done(null);
    }

    private static <T> FakeCall<T> error(String code, String text) {
        return FakeCall.failed(new BoardErrorException(code, text));
    }
}
