package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.internal.board.Digests;
import io.mqboard.transport.internal.board.LocalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Those blocks of an image that a slot lacks, as the input of {@code ota}. */
final class ImageBlocks implements AutoCloseable {
    /** Bytes of a block, which is what flash is erased by. */
    static final int BLOCK_BYTES = 4096;

    /** The board tells so many bytes of the digest of a block. */
    static final int DIGEST_BYTES = 16;

    private static final byte COPY = 2;

    private final Spool spool;
    private final byte[] next;
    private final Map<ByteBuffer, Integer> running = new HashMap<>();
    private int sent;
    private int copied;
    private int kept;

    private ImageBlocks(Spool spool, byte[] next, byte[] runningDigests) {
        this.spool = spool;
        this.next = next;
        for (int i = 0; i + DIGEST_BYTES <= runningDigests.length; i += DIGEST_BYTES) {
            running.putIfAbsent(ByteBuffer.wrap(runningDigests, i, DIGEST_BYTES), i / DIGEST_BYTES);
        }
    }

    /** How many blocks so many bytes fill. */
    static int count(long sizeBytes) {
        return (int) ((sizeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
    }

    /**
     * Compares an image with what the board has; on the work thread.
     *
     * @param next digests of the blocks of the slot that is written
     * @param running digests of the blocks of the slot that runs
     */
    static ImageBlocks of(LocalFile image, byte[] next, byte[] running, boolean compress) throws LocalFileException {
        try {
            ImageBlocks blocks = new ImageBlocks(Spool.create(compress), next, running);
            try {
                int count = count(image.sizeBytes());
                for (int i = 0; i < count; i++) {
                    blocks.add(i, block(image, i));
                }
                blocks.spool.finish();
            } catch (IOException | LocalFileException e) {
                blocks.close();
                throw e;
            }
            return blocks;
        } catch (IOException e) {
            throw new LocalFileException("cannot write a temporary file: " + e.getMessage(), e);
        }
    }

    /** A block of the image; the rest of the last one is as erased flash is. */
    private static byte[] block(LocalFile image, int index) throws LocalFileException {
        long at = (long) index * BLOCK_BYTES;
        int length = (int) Math.min(BLOCK_BYTES, image.sizeBytes() - at);
        byte[] content = image.read(at, length);
        if (length == BLOCK_BYTES) {
            return content;
        }
        byte[] block = new byte[BLOCK_BYTES];
        Arrays.fill(block, (byte) 0xFF);
        System.arraycopy(content, 0, block, 0, length);
        return block;
    }

    private void add(int index, byte[] block) throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer half = ByteBuffer.wrap(digest.digest(block), 0, DIGEST_BYTES);
        int at = index * DIGEST_BYTES;
        if (at + DIGEST_BYTES <= next.length && half.equals(ByteBuffer.wrap(next, at, DIGEST_BYTES))) {
            kept++;
            return;
        }
        Integer same = running.get(half);
        spool.write16(index);
        if (same != null) {
            copied++;
            spool.write(new byte[] {COPY});
            spool.write16(2);
            spool.write16(same);
        } else {
            sent++;
            spool.writePiece(block);
        }
    }

    Spool input() {
        return spool;
    }

    int sent() {
        return sent;
    }

    int copied() {
        return copied;
    }

    int kept() {
        return kept;
    }

    @Override
    public void close() {
        spool.close();
    }
}
