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

/** A real terminal, by tmux, with one command in it: what a user would type and see. */
final class TerminalWindow implements AutoCloseable {
    private final Path folder;

    /** Opens a window of 100 columns and 30 lines. */
    TerminalWindow(List<String> command) {
        try {
            folder = Files.createTempDirectory("window");
            List<String> words = new ArrayList<>(List.of(
                    "new-session", "-d", "-x", "100", "-y", "30", "-e", "HOME=" + folder, "-e", "LC_ALL=C.UTF-8"));
            words.addAll(command);
            tmux(words.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tmux(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S", folder + "/socket"));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Types a line and presses Enter. */
    void type(String line) {
        tmux("send-keys", "-l", line);
        key("Enter");
    }

    /** Presses a key, by tmux's name for it, such as {@code C-c}. */
    void key(String name) {
        tmux("send-keys", name);
    }

    /** What is to be seen, without blanks at the ends of lines. */
    String screen() {
        return tmux("capture-pane", "-p");
    }

    /** Waits until a text is to be seen. */
    void await(String text, Duration limit) {
        await(screen -> screen.contains(text), "'" + text + "'", limit);
    }

    /** Waits until the screen is as wanted. */
    void await(Predicate<String> condition, String what, Duration limit) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(30))
                    .pollDelay(Duration.ZERO)
                    .atMost(limit)
                    .until(() -> condition.test(screen()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + " on the screen after " + limit + ":\n" + screen(), e);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
