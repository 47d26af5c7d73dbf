package io.mqboard.shell.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes lines to files in a folder, one for each board and day (of UTC): {@code demo_attic-2026-11-22.log}. A file that has grown to its limit
 * becomes {@code ….log.1}, and so on. For one thread.
 */
public final class LogFiles {
    static final long MAX_BYTES = 10 << 20;
    static final int OLD_FILES = 5;
    private static final int MAX_NAME = 120;

    private final Path folder;
    private final long maxBytes;

    /** Writes to a folder, which is made if it is not there. */
    public LogFiles(Path folder) throws IOException {
        this(folder, MAX_BYTES);
    }

    LogFiles(Path folder, long maxBytes) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.maxBytes = maxBytes;
    }

    /** Writes lines; when it returns they are in the files. */
    public void write(List<LogLine> lines) throws IOException {
        Map<Path, StringBuilder> texts = new LinkedHashMap<>();
        for (LogLine line : lines) {
            texts.computeIfAbsent(file(line), file -> new StringBuilder())
                    .append(LogText.forFile(line))
                    .append('\n');
        }
        for (Map.Entry<Path, StringBuilder> text : texts.entrySet()) {
            append(text.getKey(), text.getValue().toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path file(LogLine line) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < line.board().length() && i < MAX_NAME; i++) {
            char c = line.board().charAt(i);
            // A board's address is nobody's path.
            boolean plain = Character.isLetterOrDigit(c) || c == '-' || c == '_' || (c == '.' && i > 0);
            name.append(plain ? c : '_');
        }
        LocalDate day = LocalDate.ofInstant(line.received(), ZoneOffset.UTC);
        return folder.resolve((name.length() == 0 ? "all" : name) + "-" + day + ".log");
    }

    private void append(Path file, byte[] text) throws IOException {
        if (Files.exists(file) && Files.size(file) + text.length > maxBytes) {
            rotate(file);
        }
        Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void rotate(Path file) throws IOException {
        for (int i = OLD_FILES; i > 0; i--) {
            Path from = i == 1 ? file : numbered(file, i - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(file, i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
