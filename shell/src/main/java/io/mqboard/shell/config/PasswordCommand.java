package io.mqboard.shell.config;

import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the program that knows the password, such as a key ring. What it prints reaches nobody else, not even in an error. */
final class PasswordCommand {
    private static final int MAX_BYTES = 4096;
    /** Time to unlock a key ring. */
    private static final long LIMIT_SECONDS = 120;

    private PasswordCommand() {}

    /** The first line that it prints. */
    static String run(Value command) throws UsageException {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command.text())
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return output(command, process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UsageException(command.origin() + ": the command cannot be run: " + e.getMessage());
        }
    }

    private static String output(Value command, Process process) throws UsageException {
        CompletableFuture<byte[]> printed = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        int code;
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new UsageException(
                        command.origin() + ": the command has not ended after " + LIMIT_SECONDS + " seconds");
            }
            code = process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException(command.origin() + ": interrupted");
        }
        if (code != 0) {
            throw new UsageException(command.origin() + ": the command ended with " + code);
        }
        String text = new String(printed.join(), StandardCharsets.UTF_8);
        String line = text.lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw new UsageException(command.origin() + ": the command printed no password");
        }
        return line;
    }

    private static byte[] read(InputStream stream) {
        try {
            return stream.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
