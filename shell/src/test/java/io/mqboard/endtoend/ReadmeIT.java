package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Types the first session of README.md into the demo, in a terminal, and compares what is to be seen with what is printed there. */
class ReadmeIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PROMPT = Pattern.compile("^(demo/\\w+ mqboard>|\\s+\\.\\.\\.)(.*)$");
    private static final String INTERRUPT = "^C";

    @TempDir
    private Path folder;

    @Test
    @Timeout(300) // The program is built first where it was not.
    void firstSession_printsWhatTheReadmeSays() throws IOException {
        List<String> session = session();
        String start = session.remove(0);
        assertTrue(start.startsWith("$ scripts/"), start);
        Path root = Path.of("..").toRealPath();
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (TerminalWindow terminal = new TerminalWindow(folder, temporary, root + "/" + start.substring(2))) {
            type(session, terminal);
            terminal.await("end", text -> text.contains("exit code 0"), LIMIT);
            assertEquals(comparable(expected(session)), comparable(seen(terminal.text())));
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** The lines of the fenced block below the heading. */
    private static List<String> session() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String part = readme.substring(readme.indexOf("## A first session"));
        String block = part.split("```\\R?")[1];
        List<String> lines = new ArrayList<>(block.lines().toList());
        assertFalse(lines.isEmpty());
        return lines;
    }

    private static void type(List<String> session, TerminalWindow terminal) {
        long prompts = 0;
        for (String line : session) {
            var prompt = PROMPT.matcher(line);
            if (prompt.matches()) {
                long wanted = ++prompts;
                terminal.await("prompt for '" + line + "'", text -> prompts(text) == wanted, LIMIT);
                terminal.enter(prompt.group(2).strip());
            } else if (line.equals(INTERRUPT)) {
                terminal.awaitRunning(LIMIT);
                terminal.press("C-c");
            }
        }
    }

    private static long prompts(String text) {
        return text.lines().filter(line -> PROMPT.matcher(line).matches()).count();
    }

    /** The terminal does not show the key itself. */
    private static List<String> expected(List<String> session) {
        return session.stream().filter(line -> !line.equals(INTERRUPT)).toList();
    }

    /** What stands between the first prompt and the end. */
    private static List<String> seen(String text) {
        return text.lines()
                .dropWhile(line -> !PROMPT.matcher(line).matches())
                .takeWhile(line -> !line.startsWith("exit code"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Sizes, times and rates differ from run to run, and with them the width of a table's column. */
    private static String comparable(List<String> lines) {
        StringBuilder all = new StringBuilder();
        for (String line : lines) {
            boolean varies = line.contains(" KB ") || line.contains("/s)") || line.contains("FREE");
            String same = varies
                    ? line.replaceAll("\\d+ s ago|now|  -$", " T")
                            .replaceAll("[\\d.]+", "N")
                            .replaceAll(" +", " ")
                    : line;
            all.append(same.stripTrailing()).append('\n');
        }
        return all.toString();
    }
}
