package io.mqboard.shell.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks on the process's terminal, even if stdin and stdout are not that terminal. Java's own console wants both, and from Java 22 on it is
 * there without any terminal.
 */
public final class TerminalQuestion {
    private static final File TERMINAL = new File("/dev/tty");

    private TerminalQuestion() {}

    /** The line that is typed, not shown if it is a secret; null if there is no terminal. */
    public static @Nullable String ask(String question, boolean secret) throws ShellException {
        String before = stty("-g");
        if (before == null || stty("icanon", "icrnl", "isig", secret ? "-echo" : "echo") == null) {
            return null;
        }
        Thread restore = new Thread(() -> stty(before), "mqboard-echo");
        Runtime.getRuntime().addShutdownHook(restore);
        try (RandomAccessFile terminal = new RandomAccessFile(TERMINAL, "rw")) {
            terminal.write(question.getBytes(StandardCharsets.UTF_8));
            String line = line(terminal);
            if (secret || line == null) {
                terminal.write('\n');
            }
            if (line == null) {
                throw new ShellException(ExitCode.INTERRUPTED, "no answer was given");
            }
            return line;
        } catch (IOException e) {
            return null;
        } finally {
            Runtime.getRuntime().removeShutdownHook(restore);
            stty(before);
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

    /** What it printed, or null if it failed. */
    private static @Nullable String stty(String... words) {
        if (!TERMINAL.exists()) {
            return null;
        }
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
