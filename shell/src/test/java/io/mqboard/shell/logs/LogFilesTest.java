package io.mqboard.shell.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines in files, and files that lines speak of. */
class LogFilesTest {
    @TempDir
    Path folder;

    private static LogLine line(String board, String at, String sent) {
        return LogLine.parse(board, Instant.parse(at), sent.getBytes(UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void eachBoardAndDay_hasAFile() throws IOException {
        LogFiles files = new LogFiles(folder);
        files.write(List.of(
                line("demo/attic", "2026-11-22T23:59:59Z", "I 23:59:59.000 app: one\t#1"),
                line("demo/attic", "2026-11-23T00:00:00Z", "I 00:00:00.000 app: two\t#2"),
                line("../../etc", "2026-11-23T00:00:00Z", "x")));
        files.write(List.of(line("demo/attic", "2026-11-23T00:00:01Z", "I 00:00:01.000 app: three\t#3")));
        assertEquals(
                List.of("_._.._etc-2026-11-23.log", "demo_attic-2026-11-22.log", "demo_attic-2026-11-23.log"), names());
        assertEquals(
                "2026-11-23T00:00:00Z I 00:00:00.000 app: two\t#2\n2026-11-23T00:00:01Z I 00:00:01.000 app: three\t#3\n",
                Files.readString(folder.resolve("demo_attic-2026-11-23.log")));
    }

    @Test
    void fileThatIsFull_isNumbered_andTheOldestGoes() throws IOException {
        LogFiles files = new LogFiles(folder, 100);
        for (int i = 0; i < 20; i++) {
            files.write(List.of(line("a", "2026-11-22T14:00:00Z", "line " + i + " " + "x".repeat(60))));
        }
        assertEquals(1 + LogFiles.OLD_FILES, names().size());
        assertTrue(Files.readString(folder.resolve("a-2026-11-22.log")).contains("line 19"));
        assertTrue(Files.readString(folder.resolve("a-2026-11-22.log.5")).contains("line 14"));
    }

    @Test
    void tracebackLines_nameTheLocalFile_andNothingOutsideTheFolder() throws IOException {
        Path project = Files.createDirectories(folder.resolve("project/src/lib"));
        Files.writeString(project.resolve("app.py"), "");
        Files.writeString(folder.resolve("secret.py"), "");
        LocalSources sources = new LocalSources(folder.resolve("project"));
        assertEquals("src/lib/app.py:12", sources.place("  File \"/lib/app.py\", line 12, in run"));
        assertNull(sources.place("  File \"/lib/other.py\", line 12, in run"));
        assertNull(sources.place("  File \"../secret.py\", line 1, in run"));
        assertNull(sources.place("  File \"<stdin>\", line 1, in <module>"));
        assertNull(new LocalSources(null).place("  File \"/lib/app.py\", line 12, in run"));
        assertFalse(Files.exists(folder.resolve("other.py")));
    }
}
