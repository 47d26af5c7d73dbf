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

    /** The statements of a file, each block of which is complete. A {@code #!} line is a comment like others. */
    public static StatementSource open(String file) throws UsageException {
        String text = read(file);
        try {
            Lines lines = Lines.of(text, file, false);
            for (Statement next = lines.next(); next != null; next = lines.next()) {
                BlockParser.parse(next);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Lines.of(text, file, false);
    }

    /** The text of a file. */
    static String read(String file) throws UsageException {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new UsageException(file + " is larger than 1 MB, so hardly a script");
            }
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UsageException(file + ": there is no such script");
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
