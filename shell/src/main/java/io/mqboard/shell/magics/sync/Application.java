package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncPlan;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.SentFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Brings a plan to a board. */
final class Application {
    /** How often it begins anew because somebody else changes the same files. */
    private static final int MAX_ATTEMPTS = 8;

    private static final long PAUSE_MILLIS = 250;

    private final Context context;
    private final Board board;
    private final SyncOptions options;
    private final Comparison comparison;
    private final Set<String> sent = new TreeSet<>();
    private long bytes;
    private long wire;

    Application(Context context, Board board, SyncOptions options, Comparison comparison) {
        this.context = context;
        this.board = board;
        this.options = options;
        this.comparison = comparison;
    }

    /** All of it or nothing. What was not sent is looked at once more, because others may be at work, too. */
    SyncCount asOne(SyncPlan first, List<SyncItem> items) throws MqboardException, ShellException {
        SyncPlan plan = first;
        for (int attempt = 1; !plan.nothingToDo(); attempt++) {
            Map<String, String> seen = new HashMap<>();
            boolean switched = false;
            try {
                took(new Transaction(context, board).run(plan, options.confirm()), plan);
                removeEmptied(plan);
                plan.toSend().forEach(item -> seen.put(item.path(), item.sha256()));
                switched = true;
            } catch (IntegrityException | BoardErrorException e) {
                if (attempt == MAX_ATTEMPTS || !othersMayBeAtWork(e)) {
                    throw e;
                }
                context.output().detail("somebody else changes files of " + board.address() + " too; once more");
                context.await(
                        new CompletableFuture<Boolean>().completeOnTimeout(true, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
            }
            SyncPlan next = comparison.plan(items, seen, Map.of());
            // Nothing is deleted that nobody was asked about.
            plan = switched ? next : next.deleting(first.deletions(), first.emptied());
            if (attempt == MAX_ATTEMPTS && !plan.nothingToDo()) {
                throw new ShellException(
                        ExitCode.FAILED, "somebody else changes the files of " + board.address() + " all the time");
            }
        }
        return count(first, items.size());
    }

    private boolean othersMayBeAtWork(MqboardException e) throws ShellException {
        if (e instanceof BoardErrorException error) {
            if (!error.code().equals("busy")) {
                return false;
            }
            boolean waits = board.status()
                    .map(status -> status.members().containsKey("confirm"))
                    .orElse(false);
            if (waits) {
                throw new UsageException(board.address()
                        + " has changes that await their confirmation: %confirm keeps them, %rollback takes them back");
            }
        }
        return true;
    }

    /** As a board of protocol 1 can: each file by itself, deletions at the end. */
    SyncCount oneByOne(SyncPlan plan) throws MqboardException, ShellException {
        if (options.confirm() != null) {
            throw new UsageException(board.address() + " speaks protocol 1, and cannot take files back: no --confirm");
        }
        if (!plan.nothingToDo()) {
            context.output()
                    .note(board.address() + " speaks protocol 1: files are replaced one by one, not as one set");
        }
        List<SyncItem> items = plan.toSend();
        if (!items.isEmpty()) {
            took(new Transaction(context, board).send(items, null), plan);
        }
        for (String path : plan.deletions()) {
            context.await(board.remove(path, false));
            context.changed(board, path);
        }
        removeEmptied(plan);
        return count(
                plan,
                plan.unchanged().size() + plan.checked().size() + plan.kept().size() + items.size());
    }

    private void took(SentFiles files, SyncPlan plan) {
        bytes += files.contentBytes();
        wire += files.wireBytes();
        for (SyncItem item : plan.toSend()) {
            sent.add(item.path());
            context.changed(board, item.path());
        }
        plan.deletions().forEach(path -> context.changed(board, path));
    }

    /** Not while the files may have to come back. */
    private void removeEmptied(SyncPlan plan) throws MqboardException {
        if (options.confirm() != null) {
            return;
        }
        for (String folder : plan.emptied()) {
            try {
                context.await(board.removeFolder(folder));
            } catch (BoardErrorException e) {
                if (!e.code().equals("not-empty") && !e.code().equals("not-found")) {
                    throw e;
                }
            }
        }
    }

    private SyncCount count(SyncPlan first, int all) {
        int left = first.checked().size() + first.kept().size();
        return new SyncCount(sent.size(), first.deletions().size(), all - left - sent.size(), left, bytes, wire);
    }
}
