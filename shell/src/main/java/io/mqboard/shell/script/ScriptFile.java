package io.mqboard.shell.script;

import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A .mqs file. */
public final class ScriptFile {
    private static final long MAX_BYTES = 1024 * 1024;

    private ScriptFile() {}

    /** The statements of a file. A {@code #!} line is a comment like others. */
    public static StatementSource open(String file) throws UsageException {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new UsageException(file + " is larger than 1 MB, so hardly a script");
            }
            return Lines.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8), file, false);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UsageException(file + ": there is no such script");
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
