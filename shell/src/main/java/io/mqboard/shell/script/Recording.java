package io.mqboard.shell.script;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Secrets;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the statements of a session to a script. On the command thread. */
final class Recording {
    /** About the session itself; they would do something else in a script. */
    private static final Set<String> LEFT_OUT = Set.of("record", "history", "quit", "exit");

    private @Nullable BufferedWriter file;
    private @Nullable Path path;

    /** Begins; the file is the user's alone. */
    void start(Path target) throws IOException, ShellException {
        if (file != null) {
            throw new ShellException(ExitCode.USAGE, "already recording to " + path + "; %record --stop ends it");
        }
        if (!Files.exists(target)
                && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        file = Files.newBufferedWriter(target);
        path = target;
        write("# Recorded by %record; %replay runs it again.");
    }

    /** The file that is written, or null. */
    @Nullable
    Path path() {
        return path;
    }

    /** Ends; the file that was written, or null. */
    @Nullable
    Path stop() throws IOException {
        BufferedWriter open = file;
        Path written = path;
        file = null;
        path = null;
        if (open != null) {
            open.close();
        }
        return written;
    }

    /** A statement is about to run. */
    void note(Statement statement) throws IOException {
        if (file == null || statement.words() != null || LEFT_OUT.contains(Structure.word(statement))) {
            return;
        }
        String text = StatementText.of(statement);
        write(Secrets.isSecret(text) ? "# A statement that may hold a secret was left out here." : text);
    }

    private void write(String text) throws IOException {
        BufferedWriter open = file;
        if (open != null) {
            open.write(text);
            open.write('\n');
            open.flush();
        }
    }
}
