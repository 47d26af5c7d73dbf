package io.mqboard.shell.sync;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.SafeText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Compiles Python for one kind of board. What it makes lies in a folder of its own, and is made once for each content. */
public final class MpyCompiler implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final String HOW =
            "; mpy-cross of the board's own MicroPython version is found on PATH, or named by the"
                    + " setting mpy-cross or a line mpy-cross: of the specification";

    private final List<String> command;
    private final MpyFormat board;
    private final Path folder;
    private final Map<String, Path> made = new HashMap<>();

    /**
     * A compiler.
     *
     * @param program mpy-cross with its options
     * @param board what the board loads
     */
    public MpyCompiler(List<String> program, MpyFormat board) throws IOException {
        this.board = board;
        command = new ArrayList<>(program);
        if (!board.march().isEmpty() && program.stream().noneMatch(word -> word.startsWith("-march"))) {
            command.add("-march=" + board.march());
        }
        folder = Files.createTempDirectory("mqboard-mpy");
    }

    /** The compiled form of a file. */
    public Wanted compile(Wanted source, String sha256) throws IOException, ShellException {
        String remote = source.remote();
        Path file = made.get(remote + sha256);
        if (file == null) {
            file = folder.resolve(made.size() + ".mpy");
            run(source, file);
            made.put(remote + sha256, file);
        }
        return source.as(file, remote.substring(0, remote.length() - 2) + "mpy");
    }

    private void run(Wanted source, Path to) throws IOException, ShellException {
        List<String> words = new ArrayList<>(command);
        // The name stands in tracebacks.
        words.addAll(List.of(
                "-s", source.remote(), "-o", to.toString(), source.local().toString()));
        Path said = folder.resolve("said");
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw new ShellException(ExitCode.FAILED, "there is no " + command.get(0) + " here" + HOW, e);
        }
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw failed(source, "mpy-cross does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(source, "interrupted");
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(to)) {
            String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
            throw failed(source, "mpy-cross: " + SafeText.line(text.substring(text.lastIndexOf('\n') + 1)));
        }
        MpyFormat format = MpyFormat.ofFile(Files.readAllBytes(to));
        if (!board.loads(format)) {
            throw new ShellException(
                    ExitCode.FAILED,
                    "the board loads bytecode of " + board + ", but " + command.get(0) + " makes " + format + HOW);
        }
    }

    private static ShellException failed(Wanted source, String why) {
        return new ShellException(ExitCode.FAILED, source.place() + ": " + source.local() + ": " + why);
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
