package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.FileDigest;
import io.mqboard.transport.FileState;
import io.mqboard.transport.FileToSend;
import io.mqboard.transport.IntegrityException;
import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.SentFiles;
import io.mqboard.transport.SetProgress;
import io.mqboard.transport.internal.board.BulkRequest;
import io.mqboard.transport.internal.board.CallImpl;
import io.mqboard.transport.internal.board.Context;
import io.mqboard.transport.internal.board.LocalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends many files: asks what the board has, then sends what it lacks in portions, each one request. After a reset of the board it asks
 * again and goes on with what is still missing.
 */
public final class SetSender {
    /** A portion: what a board has verified is not asked for again after a cut. */
    private static final long PORTION_BYTES = 1 << 20;

    private static final int PORTION_FILES = 512;
    /** The first one is small, because nothing is under way while it is prepared. */
    private static final int FIRST_FILES = 32;

    private static final long UPDATE_MILLIS = 50;
    /**
     * What is wanted.
     *
     * @param files in the order they are sent
     * @param stage name of the set, or null
     * @param force whether unchanged files are sent, too
     * @param compress whether the board can inflate
     */
    public record Wish(List<FileToSend> files, @Nullable String stage, boolean force, boolean compress) {}

    /** A local file that was read. */
    private record Read(FileToSend file, String sha256, long sizeBytes) {}

    private final Context context;
    private final BulkRequest.Runner runner;
    private final Comparison comparison;
    private final CallImpl<SentFiles> call;
    private final Wish wish;
    private final SetProgress progress;
    private final Steps steps;
    private final Patience patience;

    // Below: the delivery thread's.
    private List<Read> left = List.of();
    private int unchanged;
    private int sent;
    private int toSend;
    private long doneBytes;
    private long totalBytes;
    private long wireBytes;
    /** Whether this is not the first time that the board is asked: what it has now was sent by us. */
    private boolean asked;

    /** Whether the last portion goes on with what was on the board. */
    private boolean builtOnParts;

    private long toldAt = Long.MIN_VALUE / 2;

    public SetSender(
            Context context,
            BulkRequest.Runner runner,
            Comparison comparison,
            CallImpl<SentFiles> call,
            Wish wish,
            SetProgress progress) {
        this.context = context;
        this.runner = runner;
        this.comparison = comparison;
        this.call = call;
        this.wish = wish;
        this.progress = progress;
        steps = new Steps(context);
        patience = new Patience(context, call);
    }

    /** Begins; returns at once. */
    public void start() {
        Object unused = steps.onWork(this::readAll)
                .thenCompose(read -> {
                    left = read;
                    return steps.resuming(() -> patience.with(this::sendMissing), this::partHasGone);
                })
                .whenComplete((ok, failure) -> {
                    if (failure != null) {
                        call.fail(Steps.unwrapped(failure));
                    } else {
                        call.succeed(new SentFiles(sent, unchanged, doneBytes, wireBytes));
                    }
                });
    }

    private List<Read> readAll() throws LocalFileException {
        List<Read> read = new ArrayList<>();
        for (FileToSend file : wish.files()) {
            try (LocalFile local = LocalFile.open(file.local())) {
                read.add(new Read(file, local.sha256(), local.sizeBytes()));
            }
        }
        return read;
    }

    private CompletableFuture<Void> sendMissing() {
        return ask().thenCompose(items -> {
            asked = true;
            return portions(items);
        });
    }

    private CompletableFuture<List<Records.Item>> ask() {
        List<FileDigest> digests = new ArrayList<>();
        for (Read file : left) {
            digests.add(new FileDigest(file.file().remotePath(), file.sha256()));
        }
        return comparison.of(call, digests).thenApply(this::missing);
    }

    /** What has to be sent, from where. Throws (wrapped) if a folder is in the way. */
    private List<Records.Item> missing(List<FileState> states) {
        List<Records.Item> items = new ArrayList<>();
        List<Read> still = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            Read file = left.get(i);
            FileState state = states.get(i);
            String path = file.file().remotePath();
            if (state.kind() == FileState.Kind.FOLDER) {
                throw new CompletionException(new BoardErrorException("is-dir", path + ": is a folder"));
            }
            if (state.kind() == FileState.Kind.SAME && (asked || !wish.force())) {
                if (asked) {
                    sent++;
                    doneBytes += file.sizeBytes();
                } else {
                    unchanged++;
                }
                progress.finished(file.file(), file.sizeBytes(), 0, asked);
                continue;
            }
            long from = Math.min(state.partBytes(), file.sizeBytes());
            from = from == file.sizeBytes() ? from : from / Spool.PIECE_BYTES * Spool.PIECE_BYTES;
            items.add(new Records.Item(file.file(), file.sha256(), file.sizeBytes(), from));
            still.add(file);
        }
        left = still;
        toSend = sent + items.size();
        totalBytes = doneBytes;
        for (Records.Item item : items) {
            totalBytes += item.sizeBytes();
        }
        return items;
    }

    /** Somebody else who sends the same file was faster: what he had left half-done is the file now. */
    private boolean partHasGone(Throwable cause) {
        return builtOnParts && cause instanceof IntegrityException;
    }

    private CompletableFuture<Void> portions(List<Records.Item> items) {
        return items.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : portions(items, prepared(items, FIRST_FILES));
    }

    /** Sends what is prepared, and prepares the next portion meanwhile. */
    private CompletableFuture<Void> portions(List<Records.Item> items, CompletableFuture<Records> prepared) {
        return prepared.thenCompose(records -> {
            List<Records.Item> rest = items.subList(records.count(), items.size());
            if (rest.isEmpty()) {
                return send(records);
            }
            CompletableFuture<Records> next = prepared(rest, PORTION_FILES);
            return send(records)
                    .whenComplete((ok, failure) -> {
                        if (failure != null) {
                            Object unused = next.thenAccept(Records::close);
                        }
                    })
                    .thenCompose(ok -> portions(rest, next));
        });
    }

    private CompletableFuture<Records> prepared(List<Records.Item> items, int maxFiles) {
        int count = 0;
        long bytes = 0;
        while (count < items.size() && count < maxFiles && (count == 0 || bytes < PORTION_BYTES)) {
            bytes += items.get(count++).sizeBytes();
        }
        List<Records.Item> portion = items.subList(0, count);
        return steps.onWork(() -> Records.of(portion, wish.compress()));
    }

    private CompletableFuture<Void> send(Records records) {
        builtOnParts = records.items().stream().anyMatch(item -> item.fromBytes() > 0);
        BulkRequest<Void> request = BulkRequest.order(
                head -> {
                    head.name("c").value("puts").name("mkdir").value(true);
                    if (wish.stage() != null) {
                        head.name("stage").value(wish.stage());
                    }
                },
                records.input(),
                bytes -> moved(records, bytes),
                (output, end) -> Steps.nothing());
        return runner.run(call, request).whenComplete((ok, failure) -> {
            if (failure == null) {
                arrived(records);
            }
            records.close();
        });
    }

    private void arrived(Records records) {
        sent += records.count();
        left = left.subList(records.count(), left.size());
        doneBytes += records.contentBytes();
        wireBytes += records.input().sizeBytes();
        steps.progressed();
        patience.progressed();
        for (Records.Item item : records.items()) {
            progress.finished(item.file(), item.sizeBytes(), item.fromBytes(), true);
        }
        progress.moved(records.file(records.count() - 1), sent, toSend, doneBytes, totalBytes);
    }

    private void moved(Records records, long inputBytes) {
        long now = context.loop().nowMillis();
        if (now - toldAt >= UPDATE_MILLIS) {
            toldAt = now;
            int index = records.indexAt(inputBytes);
            progress.moved(
                    records.file(index), sent + index, toSend, doneBytes + records.contentAt(inputBytes), totalBytes);
        }
    }
}
