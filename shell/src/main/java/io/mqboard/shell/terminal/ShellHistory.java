package io.mqboard.shell.terminal;

import io.mqboard.shell.command.History;
import io.mqboard.shell.command.Secrets;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed, kept in a file of the user's own. Lines that may hold a secret are left out altogether. */
final class ShellHistory extends DefaultHistory {
    static boolean isSecret(String line) {
        return Secrets.isSecret(line);
    }

    /** Where the history is: below the XDG folder for state, or its default in the home folder. */
    static Path file(Map<String, String> environment, Path home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = state.startsWith("/") ? Path.of(state) : home.resolve(".local/state");
        return folder.resolve("mqboard/history");
    }

    /** Gives the reader a history in this file; where the file cannot be written, one in memory. */
    static void install(LineReader reader, Path file) {
        reader.unsetOpt(LineReader.Option.HISTORY_TIMESTAMPED);
        try {
            create(file);
            reader.setVariable(LineReader.HISTORY_FILE, file);
        } catch (IOException e) {
            // A shell without a history file is better than none.
        }
    }

    private static void create(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (posix) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        if (posix) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** All of it. */
    List<History.Entry> typed() {
        List<History.Entry> all = new ArrayList<>();
        for (org.jline.reader.History.Entry entry : this) {
            all.add(new History.Entry(entry.index() + 1, entry.line()));
        }
        return all;
    }

    @Override
    public void add(Instant time, String line) {
        if (!isSecret(line)) {
            super.add(time, line);
        }
    }
}
