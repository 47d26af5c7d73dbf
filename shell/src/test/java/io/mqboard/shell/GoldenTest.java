package io.mqboard.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqboard.shell.command.Words;
import io.mqboard.shell.testing.FakeBoard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions as files: {@code $ mqboard ...} is run, and what follows must come out: lines of stdout as they are, of stderr behind {@code 2>},
 * and the exit code, unless it is 0. With {@code -Dgolden.update=true} the files are written anew, to be read before they are committed. A line {@code <<< NAME} writes the lines up to {@code >>>} into a file. {@code $TMP} is a folder.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @TempDir
    Path temporary;

    @BeforeAll
    static void timesAreThoseOfGreenwich() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.sorted().toList();
        }
        assertFalse(files.isEmpty());
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private void check(Path file) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve(file.getFileName().toString()));
        String expected = Files.readString(file);
        String actual = new Replay(folder).run(expected);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertEquals(expected, actual);
    }

    /** Runs the commands of one file, all against the same boards. */
    private static final class Replay {
        private final Path folder;
        private final ProgramHarness program;
        private final StringBuilder actual = new StringBuilder();

        Replay(Path folder) {
            this.folder = folder;
            this.program = new ProgramHarness(folder);
            FakeBoard board = program.session.announce("esp32/test", true, ProgramHarness.NOW.minusSeconds(12));
            board.files.put("/boot.py", "boot = 1\r\n".getBytes(StandardCharsets.UTF_8));
            board.files.put("/lib", null);
            board.files.put("/lib/app.py", "app = 1\n".getBytes(StandardCharsets.UTF_8));
            board.files.put("/.hidden", new byte[] {27, '[', '2', 'J', (byte) 0xff});
            program.session.announce("esp32/lamp", true, null);
            program.session.announce("garden/pump", false, ProgramHarness.NOW.minusSeconds(7300));
        }

        String run(String transcript) throws IOException {
            List<String> lines = new ArrayList<>(transcript.lines().toList());
            while (!lines.isEmpty()) {
                String line = lines.remove(0);
                if (line.startsWith("$ mqboard")) {
                    actual.append(line).append('\n');
                    command(line.substring(9));
                } else if (line.startsWith("<<< ")) {
                    actual.append(line).append('\n');
                    write(line.substring(4), lines);
                } else if (line.startsWith("#") || line.isEmpty()) {
                    actual.append(line).append('\n');
                }
            }
            return actual.toString();
        }

        private void command(String words) {
            String[] arguments;
            try {
                arguments = Words.split(words.replace("$TMP", folder.toString()).replace("\\n", "\n"))
                        .toArray(String[]::new);
            } catch (Exception e) {
                throw new AssertionError(words, e);
            }
            int code = program.run(arguments);
            program.data.lines().forEach(line -> actual.append(shown(line)).append('\n'));
            program.words
                    .lines()
                    .forEach(line -> actual.append("2> ").append(shown(line)).append('\n'));
            if (code != 0) {
                actual.append("exit ").append(code).append('\n');
            }
        }

        private String shown(String line) {
            return line.replace(folder.toString(), "$TMP");
        }

        private void write(String name, List<String> lines) throws IOException {
            StringBuilder content = new StringBuilder();
            String line = lines.remove(0);
            while (!line.equals(">>>")) {
                content.append(line).append('\n');
                line = lines.remove(0);
            }
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content.toString().replace("$TMP", folder.toString()));
            actual.append(content).append(">>>\n");
        }
    }
}
