package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.magics.boards.Reboot;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncPlan;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.BoardOfflineException;
import io.mqboard.transport.BoardResetException;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.Changes;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.RemoteFile;
import io.mqboard.transport.SentFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Changes files of a board as one: sent beside the old ones, and switched over when all are there. */
final class Transaction {
    /** Resets of the board while it switches. */
    private static final int MAX_RESETS = 5;

    /** No content has this digest. */
    private static final String NO_DIGEST = "0".repeat(64);

    private final Context context;
    private final Board board;

    Transaction(Context context, Board board) {
        this.context = context;
        this.board = board;
    }

    /** Sends and switches. */
    SentFiles run(SyncPlan plan, @Nullable Duration confirm) throws MqboardException, ShellException {
        List<SyncItem> items = plan.toSend();
        String stage = plan.stage();
        SentFiles sent = new SentFiles(0, 0, 0, 0);
        if (!items.isEmpty()) {
            sent = stage(items, stage);
        }
        commit(plan, items, stage, confirm);
        return sent;
    }

    private SentFiles stage(List<SyncItem> items, String stage) throws MqboardException, ShellException {
        try {
            return send(items, stage);
        } catch (BoardErrorException e) {
            if (!e.code().equals("full")) {
                throw e;
            }
            forget(items);
            throw new ShellException(
                    ExitCode.FAILED,
                    e.getMessage() + "; nothing was changed: the new files have to fit beside the old ones",
                    e);
        }
    }

    /** Sends files, to their places if there is no stage. */
    SentFiles send(List<SyncItem> items, @Nullable String stage) throws MqboardException {
        List<FileToSend> files = items.stream()
                .map(item -> new FileToSend(item.file().local(), item.path()))
                .toList();
        String label = SyncReport.files(files.size());
        try (ProgressFactory.Transfer bar = context.progress().start(label)) {
            return context.await(board.changes()
                    .send(
                            files,
                            stage,
                            false,
                            (file, done, total, doneBytes, totalBytes) -> bar.moved(doneBytes, totalBytes, 0)));
        }
    }

    /** On a full flash what has been sent is in the way. Its names hold the beginning of its digest. */
    private void forget(List<SyncItem> items) throws MqboardException {
        Set<String> folders = new HashSet<>();
        Set<String> ours = new HashSet<>();
        for (SyncItem item : items) {
            String path = item.path();
            folders.add(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
            ours.add(item.sha256().substring(0, 8));
        }
        for (String folder : folders) {
            for (RemoteFile file : listing(folder)) {
                String name = file.path();
                int dash = name.lastIndexOf('-');
                String digest = dash < 0 ? "" : name.substring(dash + 1).replace(".ok", "");
                if (name.startsWith(".mqb-") && ours.contains(digest)) {
                    context.await(board.remove(folder.equals("/") ? "/" + name : folder + "/" + name, false));
                }
            }
        }
    }

    private List<RemoteFile> listing(String folder) throws MqboardException {
        try {
            return context.await(board.list(folder, false));
        } catch (BoardErrorException e) {
            if (e.code().equals("not-found")) {
                return List.of();
            }
            throw e;
        }
    }

    private void commit(SyncPlan plan, List<SyncItem> items, String stage, @Nullable Duration confirm)
            throws MqboardException {
        List<Changes.Change> changes = new ArrayList<>();
        items.forEach(item -> changes.add(new Changes.Change(item.path(), item.sha256())));
        plan.deletions().forEach(path -> changes.add(new Changes.Change(path, null)));
        for (int resets = 0; ; resets++) {
            try {
                context.await(board.changes().commit(stage, changes, confirm));
                return;
            } catch (BoardResetException | BoardOfflineException e) {
                // It may have been told or not; if it was, it has finished the change while it started.
                if (resets == MAX_RESETS || !isBack()) {
                    throw e;
                }
                if (done(changes)) {
                    return;
                }
            }
        }
    }

    /** Waits for a board that was lost while it switched. */
    private boolean isBack() throws MqboardException {
        context.connected().discover();
        context.output().detail(board.address() + " was reset while it switched; waiting until it is back");
        CompletableFuture<BoardStatus> online = board.when(BoardStatus::online);
        try {
            return context.await(online.thenApply(status -> true)
                    .completeOnTimeout(false, Reboot.LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            online.cancel(false);
        }
    }

    private boolean done(List<Changes.Change> changes) throws MqboardException {
        List<FileDigest> digests = new ArrayList<>();
        for (Changes.Change change : changes) {
            String sha256 = change.sha256();
            digests.add(new FileDigest(change.path(), sha256 == null ? NO_DIGEST : sha256));
        }
        List<FileState> states = context.await(board.changes().compare(digests));
        for (int i = 0; i < states.size(); i++) {
            FileState.Kind expected = changes.get(i).sha256() == null ? FileState.Kind.MISSING : FileState.Kind.SAME;
            if (states.get(i).kind() != expected) {
                return false;
            }
        }
        return true;
    }
}
