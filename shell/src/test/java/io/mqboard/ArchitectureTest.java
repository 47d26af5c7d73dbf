package io.mqboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the sources to the layers that ARCHITECTURE.md describes: which package may name which library or part. */
class ArchitectureTest {
    private static final String INTERNAL = "io.mqboard.transport.internal";

    /** Each library has one package that knows it; where the package is missing, none does. */
    private static final List<Rule> RULES = List.of(
            Rule.only("org.eclipse.paho", INTERNAL + ".paho"),
            Rule.only("org.bouncycastle", INTERNAL + ".tls"),
            Rule.only("org.jline", "io.mqboard.shell.terminal"),
            Rule.only("org.fusesource.jansi", "io.mqboard.shell.terminal"),
            Rule.only("com.github.difflib", "io.mqboard.shell.magics.files.copy"),
            Rule.only("com.fazecast", "io.mqboard.shell.bootstrap.serial"),
            Rule.only(INTERNAL, "io.mqboard.transport"),
            Rule.only("io.mqboard.shell", "io.mqboard.shell"));

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern NAME = Pattern.compile("\\b(?:org|io|com)\\.[a-z][\\w.]*");
    private static final Pattern COMMENT_OR_TEXT =
            Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"");

    @Test
    void everyNameInTheSources_isAllowedInItsPackage() throws IOException {
        List<String> broken = new ArrayList<>();
        int files = 0;
        for (Path root : List.of(Path.of("../transport/src/main/java"), Path.of("src/main/java"))) {
            for (Path file : javaFiles(root)) {
                check(file, broken);
                files++;
            }
        }
        assertTrue(files > 10, "sources not found: run from the module's folder");
        assertEquals(List.of(), broken);
    }

    @Test
    void ruleAboutAPackage_coversThePackagesBelowItAndNoNeighbour() {
        Rule rule = Rule.only("org.jline", "io.mqboard.shell.terminal");
        assertTrue(rule.isBrokenBy("io.mqboard.shell.script", "org.jline.reader.LineReader"));
        assertTrue(rule.isBrokenBy("io.mqboard.shell.terminals", "org.jline.reader.LineReader"));
        assertTrue(!rule.isBrokenBy("io.mqboard.shell.terminal.paint", "org.jline.reader.LineReader"));
        assertTrue(!rule.isBrokenBy("io.mqboard.shell.script", "org.jlinear.Matrix"));
    }

    private static void check(Path file, List<String> broken) throws IOException {
        String source = COMMENT_OR_TEXT.matcher(Files.readString(file)).replaceAll(" ");
        Matcher declared = PACKAGE.matcher(source);
        String home = declared.find() ? declared.group(1) : "";
        Matcher names = NAME.matcher(source);
        while (names.find()) {
            for (Rule rule : RULES) {
                if (rule.isBrokenBy(home, names.group())) {
                    broken.add(file + " names " + names.group() + ", which only " + rule.home() + " may");
                }
            }
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** What is below {@code subject} is named only at or below the package {@code home}. */
    private record Rule(String subject, String home) {
        static Rule only(String subject, String home) {
            return new Rule(subject, home);
        }

        boolean isBrokenBy(String inPackage, String name) {
            return isAtOrBelow(name, subject) && !isAtOrBelow(inPackage, home);
        }

        private static boolean isAtOrBelow(String name, String parent) {
            return name.equals(parent) || name.startsWith(parent + ".");
        }
    }
}
