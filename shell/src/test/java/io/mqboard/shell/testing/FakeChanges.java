package io.mqboard.shell.testing;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.Call;
import io.mqboard.transport.Changes;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets of files on a board in memory: compared, sent, staged, switched over and taken back for real. */
final class FakeChanges implements Changes {
    private final TreeMap<String, byte[]> files;
    private final Map<String, byte[]> staged = new HashMap<>();
    private @Nullable TreeMap<String, byte[]> before;

    FakeChanges(TreeMap<String, byte[]> files) {
        this.files = files;
    }

    @Override
    public Call<List<FileState>> compare(List<FileDigest> wanted) {
        List<FileState> states = new ArrayList<>();
        for (FileDigest file : wanted) {
            states.add(new FileState(kind(file.path(), file.sha256()), 0));
        }
        return FakeCall.done(states);
    }

    private FileState.Kind kind(String path, String sha256) {
        if (!files.containsKey(path)) {
            return FileState.Kind.MISSING;
        }
        byte[] content = files.get(path);
        if (content == null) {
            return FileState.Kind.FOLDER;
        }
        return Digests.hex(content).equals(sha256) ? FileState.Kind.SAME : FileState.Kind.DIFFERENT;
    }

    @Override
    public Call<SentFiles> send(List<FileToSend> wanted, @Nullable String stage, boolean force, SetProgress progress) {
        int sent = 0;
        long bytes = 0;
        for (FileToSend file : wanted) {
            byte[] content = read(file);
            FileState.Kind kind = kind(file.remotePath(), Digests.hex(content));
            if (kind == FileState.Kind.FOLDER) {
                return FakeCall.failed(new BoardErrorException("is-dir", file.remotePath() + ": is a folder"));
            }
            if (kind != FileState.Kind.SAME || force) {
                sent++;
                bytes += content.length;
                arrived(file.remotePath(), content, stage);
                progress.moved(file, sent, wanted.size(), bytes, bytes);
            }
            progress.finished(file, content.length, 0, kind != FileState.Kind.SAME || force);
        }
        return FakeCall.done(new SentFiles(sent, wanted.size() - sent, bytes, bytes));
    }

    private void arrived(String path, byte[] content, @Nullable String stage) {
        if (stage != null) {
            staged.put(path, content);
            return;
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            files.putIfAbsent(path.substring(0, slash), null);
        }
        files.put(path, content);
    }

    private static byte[] read(FileToSend file) {
        try {
            return Files.readAllBytes(file.local());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Call<Integer> commit(String stage, List<Change> changes, @Nullable Duration confirm) {
        TreeMap<String, byte[]> former = new TreeMap<>(files);
        for (Change change : changes) {
            if (change.sha256() == null) {
                files.remove(change.path());
            } else if (staged.containsKey(change.path())) {
                arrived(change.path(), staged.remove(change.path()), null);
            } else {
                return FakeCall.failed(new BoardErrorException("integrity", change.path() + ": is not staged"));
            }
        }
        before = confirm == null ? null : former;
        return FakeCall.done(changes.size());
    }

    @Override
    public Call<Void> confirm() {
        if (before == null) {
            return FakeCall.failed(new BoardErrorException("not-found", "nothing awaits confirmation"));
        }
        before = null;
        return FakeCall.done(null);
    }

    @Override
    public Call<Integer> rollback() {
        TreeMap<String, byte[]> former = before;
        if (former == null) {
            return FakeCall.failed(new BoardErrorException("not-found", "nothing awaits confirmation"));
        }
        files.clear();
        files.putAll(former);
        before = null;
        return FakeCall.done(former.size());
    }
}
