package io.mqboard.transport.internal.board;

import io.mqboard.transport.LocalFileException;
import org.jspecify.annotations.Nullable;

/** Sends the input of one request as the board allows it, from wherever the board says that it stands. Lives on the loop. */
final class InputSender {
    private final Source source;
    private final int chunkBytes;
    private long acked;
    private long next;
    private long grant;
    private long inlineBytes;
    private long resumed;
    /** Where the sender went back to last: once is enough for each gap, until a probe says otherwise. */
    private long wentBackTo = -1;

    InputSender(Source source, int chunkBytes) {
        this.source = source;
        this.chunkBytes = chunkBytes;
    }

    long sizeBytes() {
        return source.sizeBytes();
    }

    /** Bytes that the board had before the request came. */
    long resumed() {
        return resumed;
    }

    long acked() {
        return acked;
    }

    /** The part that travels within the request. */
    byte[] inline() throws LocalFileException {
        int length = (int) Math.min(chunkBytes, source.sizeBytes());
        next = Math.max(next, length);
        inlineBytes = length;
        return source.read(0, length);
    }

    /**
     * The board has everything before {@code offset} and takes up to {@code granted} (-1: as before).
     *
     * @param answer whether this may answer a probe, so that what is missing now was lost and is not just on its way
     * @return whether it was news
     */
    boolean acknowledged(long offset, long granted, boolean answer) {
        if (offset > source.sizeBytes()) {
            return false;
        }
        boolean moreGrant = granted > grant;
        if (moreGrant) {
            grant = Math.min(granted, source.sizeBytes());
        }
        if (offset > acked) {
            if (acked == 0 && offset > inlineBytes) {
                resumed = offset;
            }
            acked = offset;
            next = Math.max(next, offset);
            return true;
        }
        boolean gap = offset == acked && next > acked && !moreGrant && wentBackTo != acked;
        if (gap || (answer && offset == acked)) {
            next = acked;
            wentBackTo = acked;
        }
        return moreGrant;
    }

    /** Offset of the next chunk. */
    long nextOffset() {
        return next;
    }

    /** The next chunk that may be sent now, or null. */
    byte @Nullable [] nextChunk() throws LocalFileException {
        long allowed = grant - next;
        long left = source.sizeBytes() - next;
        if (allowed <= 0 || left <= 0) {
            return null;
        }
        int length = (int) Math.min(Math.min(allowed, left), chunkBytes);
        // A grant that leaves less than a chunk will soon grow; only when nothing is under way is a small piece better
        // than none.
        if (length < chunkBytes && length < left && next > acked) {
            return null;
        }
        byte[] chunk = source.read(next, length);
        next += length;
        return chunk;
    }
}
