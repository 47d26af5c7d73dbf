package io.mqboard.shell.magics.files.copy;

import io.mqboard.shell.command.Target;
import io.mqboard.transport.Call;
import io.mqboard.transport.Progress;
import java.nio.file.Path;
import java.util.List;

/** Files on their way here: small ones some at a time, large ones each alone, so that their progress is seen. */
final class Fetching implements AutoCloseable {
    /** One file that comes from a board; the size is -1 if nobody knows. */
    record Fetch(Target from, Path to, long sizeBytes) {}

    private static final long SMALL_BYTES = 1 << 16;

    private final Transfers transfers;
    private final List<Fetch> fetches;
    private final long total;
    private final Ahead<Void> calls;
    private long before;
    private int turn;

    Fetching(Transfers transfers, List<Fetch> fetches, long total) {
        this.transfers = transfers;
        this.fetches = fetches;
        this.total = total;
        calls = new Ahead<>(fetches.size(), this::isSmall, this::begin);
    }

    private boolean isSmall(int index) {
        Fetch fetch = fetches.get(index);
        boolean small = fetch.sizeBytes() >= 0 && fetch.sizeBytes() <= SMALL_BYTES;
        // Only boards of protocol 2 tell about themselves; the others take one command at a time.
        return small && fetch.from().board().status().isPresent();
    }

    private Call<Void> begin(int index) {
        Fetch fetch = fetches.get(index);
        String path = fetch.from().path();
        Progress progress = index == turn && !isSmall(index)
                ? transfers.one(path, index, fetches.size(), before, total)
                : Progress.NONE;
        return fetch.from().board().get(path, fetch.to(), progress);
    }

    /** The call whose turn it is. */
    Call<Void> next() {
        return calls.next();
    }

    /** The file whose turn it was is here. */
    void done(long size) {
        if (isSmall(turn)) {
            transfers
                    .one(fetches.get(turn).from().path(), turn, fetches.size(), before, total)
                    .moved(size, size, 0);
        }
        before += size;
        turn++;
    }

    @Override
    public void close() {
        calls.close();
    }
}
