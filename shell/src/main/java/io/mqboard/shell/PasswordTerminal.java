package io.mqboard.shell;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a password on the process's terminal, even if stdin and stdout are not that terminal. Java's own console wants both, and from
 * Java 22 on it is there without any terminal.
 */
final class PasswordTerminal {
    private static final File TERMINAL = new File("/dev/tty");

    private PasswordTerminal() {}

    /** The password, or null if there is no terminal. */
    static @Nullable String ask(String question) throws ShellException {
        if (!stty("-echo")) {
            return null;
        }
        Thread restore = new Thread(() -> stty("echo"), "mqboard-echo");
        Runtime.getRuntime().addShutdownHook(restore);
        try (RandomAccessFile terminal = new RandomAccessFile(TERMINAL, "rw")) {
            terminal.write(question.getBytes(StandardCharsets.UTF_8));
            String line = line(terminal);
            terminal.write('\n');
            if (line == null) {
                throw new ShellException(ExitCode.INTERRUPTED, "no password was given");
            }
            return line;
        } catch (IOException e) {
            return null;
        } finally {
            Runtime.getRuntime().removeShutdownHook(restore);
            stty("echo");
        }
    }

    private static @Nullable String line(RandomAccessFile terminal) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = terminal.read(); b != '\n'; b = terminal.read()) {
            if (b < 0) {
                return null;
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean stty(String mode) {
        try {
            return TERMINAL.exists()
                    && new ProcessBuilder("stty", mode)
                                    .redirectInput(TERMINAL)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
