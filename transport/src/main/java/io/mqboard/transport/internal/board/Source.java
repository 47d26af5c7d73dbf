package io.mqboard.transport.internal.board;

import io.mqboard.transport.LocalFileException;

/** The bytes of a request's input, read a chunk at a time. On the loop: a chunk is small enough for that. */
public interface Source {
    long sizeBytes();

    /** Reads exactly {@code length} bytes. */
    byte[] read(long offset, int length) throws LocalFileException;

    /** Bytes in memory; they must not change. */
    static Source of(byte[] bytes) {
        return new Source() {
            @Override
            public long sizeBytes() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                byte[] piece = new byte[length];
                System.arraycopy(bytes, (int) offset, piece, 0, length);
                return piece;
            }
        };
    }
}
