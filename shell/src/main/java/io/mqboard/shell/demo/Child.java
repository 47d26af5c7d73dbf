package io.mqboard.shell.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process that the demo started. It runs in a session of its own where the system allows that, so that a Ctrl-C in the terminal reaches the
 * shell only. Its output is read all the time; the last lines are kept for a message about its end.
 */
final class Child implements AutoCloseable {
    private static final int KEPT_LINES = 20;
    private static final int KEPT_CHARACTERS = 400;

    private final String name;
    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>(); // guarded by itself
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts a process.
     *
     * @param isReady recognises the line of output that says that the process is ready
     */
    static Child start(String name, Workplace place, Predicate<String> isReady, List<String> command)
            throws IOException {
        List<String> words = new ArrayList<>(ownSession());
        words.addAll(command);
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        place.note(process.pid());
        Child child = new Child(name, process);
        Thread reader = new Thread(() -> child.read(isReady), "demo-" + name);
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    private static List<String> ownSession() {
        for (String folder : List.of("/usr/bin", "/bin")) {
            if (Files.isExecutable(Path.of(folder, "setsid"))) {
                return List.of(folder + "/setsid");
            }
        }
        return Files.isExecutable(Path.of("/usr/bin/perl"))
                ? List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--")
                : List.of();
    }

    private void read(Predicate<String> isReady) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (isReady.test(line)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            keep(e.toString());
        }
        ready.completeExceptionally(new IOException(name + " has ended" + said()));
    }

    private void keep(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == KEPT_LINES) {
                lastLines.removeFirst();
            }
            lastLines.add(line.length() > KEPT_CHARACTERS ? line.substring(0, KEPT_CHARACTERS) : line);
        }
    }

    /** Done when the process says that it is ready; fails when it ends before. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** What went wrong in the background, as an exception of this thread. */
    static IOException failure(ExecutionException e) {
        Throwable cause = e.getCause();
        return new IOException(cause == null ? e.toString() : String.valueOf(cause.getMessage()), e);
    }

    /** The last lines of its output, as the end of a message. */
    String said() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? " and said nothing" : "; it said:\n  " + String.join("\n  ", lastLines);
        }
    }

    /** Tells it to end and returns at once. */
    void stop() {
        process.destroy();
    }

    /** Tells it to end and waits; after two seconds it is ended by force. */
    @Override
    public void close() {
        stop();
        boolean ended = false;
        try {
            ended = process.waitFor(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
