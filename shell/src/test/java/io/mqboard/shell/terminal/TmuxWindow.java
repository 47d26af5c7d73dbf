package io.mqboard.shell.terminal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The program in a real terminal: tmux with a socket of its own. What its exit code was is said on the screen when it has ended. */
final class TmuxWindow implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;

    /** Starts the program with options; its home is a folder that may be shared by several windows. */
    TmuxWindow(Path home, String... options) throws IOException {
        folder = Files.createTempDirectory("tmux");
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dmqboard.terminals=012",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mqboard.shell.Main"));
        java.addAll(List.of(options));
        Path script = folder.resolve("run");
        Files.writeString(script, "'" + String.join("' '", java) + "'\necho exit code $?\nexec cat\n");
        run("new-session", "-d", "-x", "80", "-y", "30", "-e", "HOME=" + home, "sh", script.toString());
    }

    /** Types text as it stands. */
    void type(String text) {
        run("send-keys", "-l", text);
    }

    /** Presses keys by the names that tmux has for them, such as {@code Enter} or {@code C-c}. */
    void press(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        run(words.toArray(String[]::new));
    }

    /** Types a line. */
    void enter(String line) {
        type(line);
        press("Enter");
    }

    /** Pastes text, in brackets where the program has asked for them, or bare as an old terminal would. */
    void paste(String text, boolean brackets) throws IOException {
        Path file = Files.writeString(folder.resolve("paste"), text);
        run("load-buffer", file.toString());
        if (brackets) {
            run("paste-buffer", "-p");
        } else {
            run("paste-buffer");
        }
    }

    /** What is to be seen, without empty lines at the end. */
    String text() {
        return run("capture-pane", "-p").stripTrailing();
    }

    /** The prompt's line, the last that is not empty. */
    String lastLine() {
        return text().substring(text().lastIndexOf('\n') + 1);
    }

    void awaitText(String part) {
        await("'" + part + "'", text -> text.contains(part));
    }

    void awaitEnd(String end) {
        await("'" + end + "' at the end", text -> text.endsWith(end));
    }

    void await(String what, Predicate<String> condition) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(LIMIT)
                    .until(() -> condition.test(text()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + " on the screen:\n" + text(), e);
        }
    }

    private String run(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S", folder + "/socket"));
        command.addAll(List.of(words));
        try {
            Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!tmux.waitFor(10, TimeUnit.SECONDS) || tmux.exitValue() != 0) {
                throw new AssertionError("tmux " + String.join(" ", words) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("these tests need tmux", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("kill-server");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
