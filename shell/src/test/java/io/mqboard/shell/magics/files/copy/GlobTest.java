package io.mqboard.shell.magics.files.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    /** Paths; a folder ends with a slash. */
    private static final TreeSet<String> FILES = new TreeSet<>(List.of(
            "boot.py",
            "main.py",
            ".hidden.py",
            "lib/",
            "lib/a.py",
            "lib/b.mpy",
            "lib/sub/",
            "lib/sub/a.py",
            "lib/sub/deep/",
            "lib/sub/deep/a.py",
            "log1/",
            "log1/x.txt",
            "what*",
            "whatever",
            "[x]",
            "x"));

    private static List<Glob.Entry> list(String folder) {
        return FILES.stream()
                .filter(path -> path.startsWith(folder) && path.length() > folder.length())
                .map(path -> path.substring(folder.length()))
                .filter(name -> name.indexOf('/') < 0 || name.indexOf('/') == name.length() - 1)
                .map(name -> new Glob.Entry(name.replace("/", ""), name.endsWith("/"), 1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "*, '[x] boot.py lib log1 main.py what* whatever x'",
        "*.py, boot.py main.py",
        ".*.py, .hidden.py",
        "m?in.py, main.py",
        "[a-c]*.py, boot.py",
        "[!a-c]*.py, main.py",
        "lib/*.py, lib/a.py",
        "*/a.py, lib/a.py",
        "l*/*, lib/a.py lib/b.mpy lib/sub log1/x.txt",
        "**/a.py, lib/a.py lib/sub/a.py lib/sub/deep/a.py",
        "lib/**/a.py, lib/a.py lib/sub/a.py lib/sub/deep/a.py",
        "log1/**, log1/x.txt",
        "what*, what*",
        "[x], '[x]'",
        "none*, ''",
        "none/*.py, ''",
    })
    void patterns(String pattern, String expected) {
        List<String> found = Glob.expand(pattern, GlobTest::list).stream()
                .map(Glob.Entry::name)
                .sorted()
                .toList();
        assertEquals(expected, String.join(" ", found));
    }

    @ParameterizedTest
    @CsvSource({
        "a*b*c, aXbYc, true",
        "a*b*c, abcb, false",
        "a*bc, abcbc, true",
        "???, abc, true",
        "???, ab, false",
        "[]], ], true",
        "[a, [a, true",
        "[a-, [a-, true",
        "[a-], -, true",
        "[!]], x, true",
        "*, '', true",
        "*, .x, false",
        "?, 🎉, true",
    })
    void names(String pattern, String name, boolean fits) {
        assertEquals(fits, Glob.fits(pattern, name), pattern + " " + name);
    }

    @Test
    void manyStars_takeNoTime() {
        assertEquals(false, Glob.fits("*a".repeat(40) + "b", "a".repeat(5000)));
    }
}
