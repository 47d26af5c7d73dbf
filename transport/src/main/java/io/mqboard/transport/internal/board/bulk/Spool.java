package io.mqboard.transport.internal.board.bulk;

import io.mqboard.transport.LocalFileException;
import io.mqboard.transport.internal.board.Source;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;

/**
 * The input of a command that has to be made first, because its size must be known: in a temporary file that vanishes when it is closed.
 * Filled on the work thread, read on the loop.
 */
final class Spool implements Source, AutoCloseable {
    /** Bytes of content of one piece at most, and so the distance that a match can reach back: a window of 12 bits. */
    static final int PIECE_BYTES = 4096;

    private static final byte[] NOTHING = {};

    private final FileChannel channel;
    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    private final byte[] packed = new byte[PIECE_BYTES];
    private final boolean compress;
    private long size;

    private Spool(FileChannel channel, boolean compress) {
        this.channel = channel;
        this.compress = compress;
        out = new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1 << 16);
    }

    /** An empty one. With {@code compress} pieces that become smaller are compressed. */
    static Spool create(boolean compress) throws IOException {
        Path file = Files.createTempFile("mqboard", ".spool");
        return new Spool(
                FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                compress);
    }

    /** Appends bytes as they are. */
    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        size += bytes.length;
    }

    /** Appends a number of 16 bits. */
    void write16(int number) throws IOException {
        out.write(number >> 8);
        out.write(number);
        size += 2;
    }

    /** Appends {@code kind, length, body} of a piece of content: 0 as it is, 1 compressed. */
    void writePiece(byte[] content) throws IOException {
        byte[] body = compress ? compressed(content) : NOTHING;
        boolean smaller = body.length > 0;
        write(new byte[] {(byte) (smaller ? 1 : 0)});
        write16(smaller ? body.length : content.length);
        write(smaller ? body : content);
    }

    /** The content as a raw deflate stream, or nothing if that is not smaller. */
    private byte[] compressed(byte[] content) {
        deflater.reset();
        deflater.setInput(content);
        deflater.finish();
        int length = deflater.deflate(packed, 0, Math.min(packed.length, content.length));
        if (!deflater.finished() || length >= content.length) {
            return NOTHING;
        }
        byte[] result = new byte[length];
        System.arraycopy(packed, 0, result, 0, length);
        return result;
    }

    /** No more is appended. */
    void finish() throws IOException {
        out.flush();
        deflater.end();
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public byte[] read(long offset, int length) throws LocalFileException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new LocalFileException("the temporary file has become shorter");
                }
            }
        } catch (IOException e) {
            throw new LocalFileException("cannot read the temporary file: " + e.getMessage(), e);
        }
        return buffer.array();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was only a copy.
            return;
        }
    }
}
