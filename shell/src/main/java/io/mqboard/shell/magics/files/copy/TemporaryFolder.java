package io.mqboard.shell.magics.files.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for a while that nobody else can read (mode 0700, where there is such a thing). */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private boolean kept;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** A new one, empty. */
    public static TemporaryFolder create() throws IOException {
        boolean posix =
                Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
        return new TemporaryFolder(
                posix
                        ? Files.createTempDirectory(
                                "mqboard",
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                        : Files.createTempDirectory("mqboard"));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Leaves it and what is in it where it is. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(path)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
