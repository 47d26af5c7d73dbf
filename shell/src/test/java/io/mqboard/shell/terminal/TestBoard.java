package io.mqboard.shell.terminal;

import io.mqboard.shell.testing.LimitedBoard;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.Call;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.OutputListener;
import io.mqboard.transport.PythonNames;
import io.mqboard.transport.RemoteFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A board that a test controls. Folders are listed at once, or when a test says so; code is given to the test. */
final class TestBoard extends LimitedBoard {
    /** What a test does about code that is run: print, and complete the call's result some time. */
    interface Code {
        void run(String source, OutputListener output, TestCall<Void> call);
    }

    private volatile Optional<BoardStatus> status = Optional.empty();
    private final Map<String, List<RemoteFile>> folders = new ConcurrentHashMap<>();
    private final Map<String, PythonNames> objects = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<TestCall<PythonNames>> heldNames = new CopyOnWriteArrayList<>();
    final List<String> listed = new CopyOnWriteArrayList<>();
    final List<TestCall<List<RemoteFile>>> heldBack = new CopyOnWriteArrayList<>();
    volatile boolean holdBack;
    volatile Code code = (source, output, call) -> call.result.complete(null);

    TestBoard(String address) {
        super(address);
    }

    /** Fills a folder; a name that ends with a slash is a folder. */
    void folder(String path, String... names) {
        List<RemoteFile> files = new ArrayList<>();
        for (String name : names) {
            boolean folder = name.endsWith("/");
            files.add(
                    new RemoteFile(folder ? name.substring(0, name.length() - 1) : name, folder, folder ? 0 : 10, -1));
        }
        folders.put(path, files);
    }

    void status(boolean online, String mode, String bootId, String reason) {
        status = Optional.of(new BoardStatus(
                address(),
                online,
                mode,
                bootId,
                reason,
                1,
                "0.2.0",
                "1.25.0",
                "sim",
                1000,
                List.of("names"),
                Instant.EPOCH,
                Map.of()));
    }

    /** Gives a dotted name of Python, or the globals, what is in it. */
    void object(String of, String type, String... names) {
        objects.put(of, new PythonNames(List.of(names), type, null));
    }

    /** Answers all questions for names that were held back. */
    void answerNames() {
        heldNames.forEach(this::answer);
        heldNames.clear();
    }

    private void answer(TestCall<PythonNames> call) {
        PythonNames found = objects.get(call.about);
        if (found == null) {
            call.result.completeExceptionally(new BoardErrorException("not-found", "no such name"));
        } else {
            call.result.complete(found);
        }
    }

    @Override
    public Call<PythonNames> names(String of) {
        asked.add(of);
        TestCall<PythonNames> call = new TestCall<>(of);
        if (holdBack) {
            heldNames.add(call);
        } else {
            answer(call);
        }
        return call;
    }

    /** Answers all listings that were held back. */
    void answerListings() {
        for (TestCall<List<RemoteFile>> call : heldBack) {
            call.result.complete(folders.getOrDefault(call.about, List.of()));
        }
        heldBack.clear();
    }

    @Override
    public Optional<BoardStatus> status() {
        return status;
    }

    @Override
    public Call<List<RemoteFile>> list(String remotePath, boolean recursive) {
        listed.add(remotePath);
        TestCall<List<RemoteFile>> call = new TestCall<>(remotePath);
        if (holdBack) {
            heldBack.add(call);
        } else {
            call.result.complete(folders.getOrDefault(remotePath, List.of()));
        }
        return call;
    }

    @Override
    public Call<Void> exec(ExecMode mode, String name, String source, OutputListener output) {
        TestCall<Void> call = new TestCall<>(source);
        code.run(source, output, call);
        return call;
    }

    @Override
    public CompletableFuture<Integer> attach() {
        return status.isPresent()
                ? CompletableFuture.completedFuture(2)
                : CompletableFuture.failedFuture(new BoardOfflineException("nobody there"));
    }

    @Override
    public void interruptAll() {}

    @Override
    public String toString() {
        return address() + Arrays.toString(listed.toArray());
    }

    /** A call that a test completes. */
    static final class TestCall<T> implements Call<T> {
        final String about;
        final CompletableFuture<T> result = new CompletableFuture<>();
        volatile boolean endsWhenInterrupted = true;
        final CompletableFuture<Void> interrupted = new CompletableFuture<>();

        TestCall(String about) {
            this.about = about;
        }

        @Override
        public CompletableFuture<T> result() {
            return result;
        }

        @Override
        public void interrupt() {
            interrupted.complete(null);
            if (endsWhenInterrupted) {
                result.completeExceptionally(new InterruptedCallException("interrupted"));
            }
        }
    }
}
