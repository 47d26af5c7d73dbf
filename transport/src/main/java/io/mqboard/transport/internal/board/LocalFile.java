package io.mqboard.transport.internal.board;

import io.mqboard.transport.LocalFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;

/** A local file to be sent: its digest is made first, and that it does not change meanwhile is watched. */
public final class LocalFile implements Source, AutoCloseable {
    private static final long MAX_BYTES = 0xFFFF_FFFFL;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final FileTime modified;
    private final String sha256;

    private LocalFile(Path path, FileChannel channel, long size, FileTime modified, String sha256) {
        this.path = path;
        this.channel = channel;
        this.size = size;
        this.modified = modified;
        this.sha256 = sha256;
    }

    /** Opens and reads the whole file: on the work thread. */
    public static LocalFile open(Path path) throws LocalFileException {
        if (Files.isDirectory(path)) {
            throw new LocalFileException(path + " is a folder");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            FileTime modified = Files.getLastModifiedTime(path);
            long size = channel.size();
            if (size > MAX_BYTES) {
                throw new LocalFileException(path + " is too big: at most 4 GiB");
            }
            return new LocalFile(path, channel, size, modified, digest(path, channel, size));
        } catch (IOException e) {
            close(channel);
            throw TargetFile.failure("cannot read " + path, e);
        } catch (LocalFileException e) {
            close(channel);
            throw e;
        }
    }

    private static String digest(Path path, FileChannel channel, long size) throws IOException, LocalFileException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(1, Math.min(size, 65536)));
        long at = 0;
        while (at < size) {
            buffer.clear();
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw changed(path);
            }
            digest.update(buffer.flip());
            at += count;
        }
        return Digests.hex(digest);
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    /** The digest of the whole. */
    public String sha256() {
        return sha256;
    }

    @Override
    public byte[] read(long offset, int length) throws LocalFileException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw changed(path);
                }
            }
        } catch (IOException e) {
            throw TargetFile.failure("cannot read " + path, e);
        }
        return buffer.array();
    }

    /** Whether the file has changed since it was opened, as far as one can see. */
    public boolean hasChanged() {
        try {
            return channel.size() != size || !Files.getLastModifiedTime(path).equals(modified);
        } catch (IOException e) {
            return true;
        }
    }

    /** The local file changed while it was being sent. */
    public static LocalFileException changed(Path path) {
        return new LocalFileException(path + " changed while it was being sent; send it again");
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(java.nio.channels.@org.jspecify.annotations.Nullable Channel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It was only read.
            return;
        }
    }
}
