package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo leaves nothing behind, however it ends. {@link ReadmeIT} has it end as usual. */
class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @Timeout(300) // The program is built first where it was not.
    void killed_endsBrokerAndBoardsAndRemovesItsFolder() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (TerminalWindow terminal = new TerminalWindow(folder, temporary, demo() + " --boards 3")) {
            terminal.await("prompt", text -> text.contains("mqboard>"), LIMIT);
            assertTrue(terminal.text().contains("boards online: 3"), terminal.text());
            List<ProcessHandle> all = processes(temporary);
            // The program, the broker, and for each board its script and its MicroPython.
            assertTrue(all.size() >= 8, all.toString());
            all.stream().filter(DemoIT::isProgram).forEach(ProcessHandle::destroyForcibly);

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(LIMIT)
                    .until(() -> processes(temporary).isEmpty() && isEmpty(temporary));
        }
    }

    @Test
    void numberOfBoardsThatMakesNoSense_isRefused() throws Exception {
        for (String number : List.of("0", "two", "-1", "")) {
            Process process = new ProcessBuilder(demo(), "--boards", number)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals("demo: --boards: a number from 1 to 999\n", said);
            assertEquals(2, process.exitValue());
        }
    }

    private static String demo() throws IOException {
        return Path.of("../scripts/demo").toRealPath().toString();
    }

    private static List<ProcessHandle> processes(Path temporary) {
        String mark = temporary + "/mqboard-demo.";
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .toList();
    }

    private static boolean isProgram(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("io.mqboard.shell.demo.Demo");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
