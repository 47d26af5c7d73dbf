package io.mqboard.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lends the terminal to something that needs all of it. On the command thread. */
public interface Foreground {
    /** The process's own streams, where nobody else uses the terminal meanwhile. */
    Foreground PLAIN = new Foreground() {
        @Override
        public int run(List<String> command) throws IOException, InterruptedException {
            return start(command);
        }
    };

    /** Runs a program of this computer and returns its exit code. */
    int run(List<String> command) throws IOException, InterruptedException;

    /** Lets the user change a file without any program; false if there is no way. */
    default boolean edit(Path file) throws IOException {
        return false;
    }

    /** Lets the user read a file page by page without any program; false if there is no way. */
    default boolean page(Path file) throws IOException, InterruptedException {
        return false;
    }

    /** Runs a program on the process's own streams. */
    static int start(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            throw e;
        }
    }

    /** The command that the first of these variables of the environment names, with a file behind it; null if none does. */
    static @Nullable List<String> command(Path file, String... variables) {
        for (String variable : variables) {
            String value = System.getenv(variable);
            if (value != null && !value.isBlank()) {
                // The value may have arguments, so a shell takes it apart; the file is an argument of its own.
                return List.of("/bin/sh", "-c", value + " \"$1\"", "sh", file.toString());
            }
        }
        return null;
    }
}
