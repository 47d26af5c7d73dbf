package io.mqboard.shell.magics.session;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The text that was copied last on this computer, by the programs that desktops have for it. */
final class Clipboard {
    private static final int LIMIT_SECONDS = 3;
    private static final int MAX_BYTES = 1024 * 1024;

    private Clipboard() {}

    /** The programs that can tell it here, the likeliest first; none where there is no desktop. */
    static List<List<String>> programs(Map<String, String> environment, String system) {
        List<List<String>> programs = new ArrayList<>();
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            programs.add(List.of("pbpaste"));
        }
        if (environment.containsKey("WAYLAND_DISPLAY")) {
            programs.add(List.of("wl-paste", "--no-newline"));
        }
        if (environment.containsKey("DISPLAY")) {
            programs.add(List.of("xclip", "-out", "-selection", "clipboard"));
            programs.add(List.of("xsel", "--clipboard", "--output"));
        }
        if (environment.containsKey("WSL_DISTRO_NAME")) {
            programs.add(List.of("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard"));
        }
        if (environment.containsKey("TMUX")) {
            programs.add(List.of("tmux", "show-buffer"));
        }
        return programs;
    }

    /** What the first program says that works; null if none does. */
    static @Nullable String read(List<List<String>> programs) throws IOException, InterruptedException {
        for (List<String> program : programs) {
            String text = run(program);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String run(List<String> program) throws IOException, InterruptedException {
        Path copied = Files.createTempFile("mqboard", ".paste");
        try {
            Process process = new ProcessBuilder(program)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(copied.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            boolean good = process.exitValue() == 0 && Files.size(copied) <= MAX_BYTES;
            return good ? new String(Files.readAllBytes(copied), StandardCharsets.UTF_8) : null;
        } catch (IOException e) {
            // It is not installed; the next one may be.
            return null;
        } finally {
            Files.delete(copied);
        }
    }
}
