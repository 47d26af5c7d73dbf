package io.mqboard.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A command in a real terminal, by tmux, with the lines that have scrolled out of sight. Says {@code ended with CODE} at its end. */
final class DemoTerminal implements AutoCloseable {
    private final Path socket;

    /** Runs the command in a folder, with another one for temporary files. */
    DemoTerminal(Path folder, Path temporary, String command) throws IOException {
        socket = folder.resolve("tmux");
        Path script = Files.writeString(
                folder.resolve("run.sh"),
                "trap : INT\ncd '" + folder + "'\n" + command + "\necho ended with $?\nexec sleep 1000\n");
        tmux("new-session", "-d", "-x", "120", "-y", "50", "-e", "TMPDIR=" + temporary, "sh", script.toString());
    }

    /** Types a line and presses Enter. */
    void type(String line) {
        if (!line.isEmpty()) {
            tmux("send-keys", "-l", line);
        }
        press("Enter");
    }

    void press(String key) {
        tmux("send-keys", key);
    }

    /** All that was ever to be seen. */
    String text() {
        return tmux("capture-pane", "-p", "-S", "-");
    }

    void await(Predicate<String> condition, String what, Duration limit) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(30))
                    .pollDelay(Duration.ZERO)
                    .atMost(limit)
                    .until(() -> condition.test(text()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + " after " + limit + ":\n" + text(), e);
        }
    }

    /** Waits until no line is being typed any more: the cursor stands at the beginning of one. */
    void awaitRunning(Duration limit) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(30))
                .atMost(limit)
                .until(() ->
                        tmux("display-message", "-p", "#{cursor_x}").strip().equals("0"));
    }

    private String tmux(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S", socket.toString()));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("this test needs tmux", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
