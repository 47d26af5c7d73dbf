package io.mqboard.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.shell.testing.FakeBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where copies go: the table of mqboard(1), for each direction. From are x.py, y.py and src/ with a.py and sub/b.py; at the destination
 * are the folders have/ and have/src/, which hold old.py, and the file file.
 */
class CopyRulesTest {
    private static final List<String> FROM = List.of("x.py", "y.py", "src/a.py", "src/sub/b.py");

    @TempDir
    private Path folder;

    private ProgramHarness program;
    private FakeBoard test;
    private FakeBoard lamp;

    @BeforeEach
    void makeFiles() throws IOException {
        program = new ProgramHarness(folder);
        test = program.session.announce("esp32/test", true, ProgramHarness.NOW);
        lamp = program.session.announce("esp32/lamp", true, ProgramHarness.NOW);
        for (String name : FROM) {
            write(folder.resolve("from").resolve(name), name);
            hold(test, "/from/" + name, name);
        }
        for (String name : List.of("have/old.py", "have/src/old.py", "file")) {
            write(folder.resolve("to").resolve(name), "old");
            hold(lamp, "/to/" + name, "old");
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void hold(FakeBoard board, String path, String content) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            board.files.put(path.substring(0, slash), null);
        }
        board.files.put(path, content.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "x.py, new, new",
        "x.py, file, file",
        "x.py, have, have/x.py",
        "x.py, new/, new/x.py",
        "x.py y.py, new, new/x.py new/y.py",
        "x.py y.py, have, have/x.py have/y.py",
        "*.py, new, new/x.py new/y.py",
        "x*, new, new/x.py",
        "-r src, new, new/a.py new/sub/b.py",
        "-r src, have, have/a.py have/sub/b.py",
        "-r src, have/, have/src/a.py have/src/sub/b.py",
        "-r src, new/, new/src/a.py new/src/sub/b.py",
        "-r src/, new, new/a.py new/sub/b.py",
        "-r src/, have/, have/a.py have/sub/b.py",
        "-r src x.py, new, new/src/a.py new/src/sub/b.py new/x.py",
        "-r src/ x.py, new, new/a.py new/sub/b.py new/x.py",
        "-r s*, new, new/src/a.py new/src/sub/b.py",
        "-r **/*.py, new, new/a.py new/b.py new/x.py new/y.py",
    })
    void rules(String from, String to, String expected) throws IOException {
        copy("put", from, folder + "/from/", "lamp:to/" + to);
        assertEquals(expected, arrived(lamp));
        copy("get", from, "test:from/", folder + "/to/" + to);
        assertEquals(expected, arrived());
        makeFiles();
        copy("cp", from, "test:from/", "lamp:to/" + to);
        assertEquals(expected, arrived(lamp));
    }

    private void copy(String magic, String from, String base, String to) {
        List<String> words = new ArrayList<>(List.of("-b", "test", magic));
        for (String word : from.split(" ")) {
            words.add(word.startsWith("-") ? word : base + word);
        }
        words.add(to);
        assertEquals(0, program.run(words.toArray(String[]::new)), program.words);
    }

    private static String arrived(FakeBoard board) {
        return board.files.entrySet().stream()
                .filter(file -> file.getValue() != null && FROM.contains(new String(file.getValue(), UTF_8)))
                .map(file -> file.getKey().substring("/to/".length()))
                .collect(Collectors.joining(" "));
    }

    private String arrived() throws IOException {
        Path to = folder.resolve("to");
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(to)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (FROM.contains(Files.readString(file))) {
                    names.add(to.relativize(file).toString());
                }
            }
        }
        return String.join(" ", names);
    }
}
