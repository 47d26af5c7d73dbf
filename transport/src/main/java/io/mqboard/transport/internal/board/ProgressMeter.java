package io.mqboard.transport.internal.board;

import io.mqboard.transport.Progress;
import io.mqboard.transport.internal.link.EventLoop;

/** Thins out the news of a transfer: at most one each 50 ms, and the last one always. On the delivery thread. */
public final class ProgressMeter {
    private static final long PAUSE_MILLIS = 50;

    private final EventLoop loop;
    private final Progress progress;
    private final long totalBytes;
    private long resumedBytes;
    private long toldAt;
    private boolean told;

    /** The total is -1 while unknown. */
    public ProgressMeter(EventLoop loop, Progress progress, long totalBytes) {
        this.loop = loop;
        this.progress = progress;
        this.totalBytes = totalBytes;
    }

    /** So many bytes were there already. */
    public void resumed(long bytes) {
        resumedBytes = bytes;
    }

    /** So many bytes have arrived in all. */
    public void moved(long doneBytes) {
        long now = loop.nowMillis();
        if (!told || now - toldAt >= PAUSE_MILLIS) {
            told = true;
            toldAt = now;
            progress.moved(doneBytes, totalBytes, resumedBytes);
        }
    }

    /** It is over. */
    public void done(long sizeBytes) {
        progress.moved(sizeBytes, sizeBytes, resumedBytes);
    }
}
