package io.mqboard.endtoend;

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
import org.jspecify.annotations.Nullable;

/** A real terminal, by tmux with a socket of its own: what a user types and sees. Says {@code exit code N} when its command has ended. */
final class TerminalWindow implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final String[] capture;

    /** Opens a window of 100 columns and 30 lines for a user who has never used the program. */
    TerminalWindow(List<String> command) {
        this(null, command);
    }

    /** Opens a window for the user with this home folder, or with null for a new one. */
    TerminalWindow(@Nullable Path home, List<String> command) {
        folder = makeFolder();
        capture = new String[] {"capture-pane", "-p"};
        String words = "'" + String.join("' '", command) + "'";
        open(
                words,
                "-x",
                "100",
                "-y",
                "30",
                "-e",
                "HOME=" + (home == null ? folder : home),
                "-e",
                "LC_ALL=C.UTF-8",
                "-e",
                "MQBOARD_STATUSLINE=no");
    }

    /** Opens a larger window in a folder, with another one for temporary files; lines that scroll out of sight count as seen. */
    TerminalWindow(Path workingFolder, Path temporary, String command) {
        folder = makeFolder();
        capture = new String[] {"capture-pane", "-p", "-S", "-"};
        open(
                "cd '" + workingFolder + "'\n" + command,
                "-x",
                "120",
                "-y",
                "50",
                "-e",
                "TMPDIR=" + temporary,
                "-e",
                "MQBOARD_STATUSLINE=no");
    }

    private static Path makeFolder() {
        try {
            return Files.createTempDirectory("window");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(String commands, String... options) {
        try {
            String script = "trap : INT\n" + commands + "\necho exit code $?\nexec sleep 1000\n";
            List<String> words = new ArrayList<>(List.of("new-session", "-d"));
            words.addAll(List.of(options));
            words.addAll(List.of(
                    "sh", Files.writeString(folder.resolve("run"), script).toString()));
            run(words.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Types a line and presses Enter. */
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

    /** Copies text to the clipboard of the window. */
    void copy(String text) throws IOException {
        run("load-buffer", Files.writeString(folder.resolve("copy"), text).toString());
    }

    /** What is to be seen with its colours, as escape sequences. */
    String colors() {
        return run("capture-pane", "-p", "-e");
    }

    /** Makes the window as large as said. */
    void resize(int columns, int rows) {
        run("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
    }

    /** What is to be seen, without empty lines at the end. */
    String text() {
        return run(capture).stripTrailing();
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

    /** Waits until a text is to be seen. */
    void awaitText(String part, Duration limit) {
        await("'" + part + "'", text -> text.contains(part), limit);
    }

    void await(String what, Predicate<String> condition) {
        await(what, condition, LIMIT);
    }

    /** Waits until the screen is as wanted. */
    void await(String what, Predicate<String> condition, Duration limit) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(limit)
                    .until(() -> condition.test(text()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + " on the screen:\n" + text(), e);
        }
    }

    /** Waits until no line is being typed any more: the cursor stands at the beginning of one. */
    void awaitRunning(Duration limit) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(30))
                .atMost(limit)
                .until(() -> run("display-message", "-p", "#{cursor_x}").strip().equals("0"));
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
    public void close() {
        run("kill-server");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
