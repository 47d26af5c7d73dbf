package io.mqboard.transport.internal.board;

import io.mqboard.transport.LocalFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A local file that is written beside its name and takes the name when it is whole. On the delivery thread. */
public final class TargetFile {
    private final Path target;
    private final Path beside;
    private final FileChannel channel;

    private TargetFile(Path target, Path beside, FileChannel channel) {
        this.target = target;
        this.beside = beside;
        this.channel = channel;
    }

    /** Opens an empty file beside the target. */
    public static TargetFile create(Path target) throws LocalFileException {
        if (Files.isDirectory(target)) {
            throw new LocalFileException(target + " is a folder");
        }
        Path name = target.getFileName();
        if (name == null) {
            throw new LocalFileException(target + " has no file name");
        }
        String unique = Long.toString(ProcessHandle.current().pid(), 36) + Long.toString(System.nanoTime(), 36);
        Path beside = target.resolveSibling(".mqb-" + unique + ".part");
        try {
            FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new TargetFile(target, beside, channel);
        } catch (IOException e) {
            throw failure("cannot write " + target, e);
        }
    }

    /** Appends bytes. */
    public void write(byte[] bytes) throws LocalFileException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure("cannot write " + beside, e);
        }
    }

    /** Gives the file its name, in the place of what had it. */
    public void commit() throws LocalFileException {
        try {
            // On the disk before it has the name: a crash leaves the old file or the new one.
            channel.force(false);
            channel.close();
            rename();
        } catch (IOException e) {
            discard();
            throw failure("cannot write " + target, e);
        }
    }

    private void rename() throws IOException {
        try {
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes what was written. */
    public void discard() {
        try {
            channel.close();
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // Nothing better can be done about a file that cannot be removed; its name tells what it is.
            return;
        }
    }

    /** Java's exceptions often hold no more than the name of the file. */
    static LocalFileException failure(String what, IOException cause) {
        String why = cause instanceof NoSuchFileException ? "no such file or folder" : reason(cause);
        return new LocalFileException(what + ": " + why, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        @Nullable String text = cause.getMessage();
        return text == null ? cause.getClass().getSimpleName() : text;
    }
}
