package io.mqboard.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.config.Key;
import io.mqboard.shell.magics.StandardMagics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;

/** Holds mqboard(1) to the tables of options and magics: nothing missing, nothing that is no more, every letter and argument. */
class ManualTest {
    private final List<String> page;

    ManualTest() throws IOException {
        page = Files.readAllLines(Path.of("../man/mqboard.1"));
    }

    @Test
    void options_areThoseOfTheTable() {
        assertEquals(headings(ProgramOptions.all(), ManualTest::heading), entries(".It Fl "));
    }

    @Test
    void magics_areThoseOfTheTable() {
        assertEquals(headings(StandardMagics.table().rows(), ManualTest::heading), entries(".It Ic %", ".It Ic % Ns"));
    }

    @Test
    void settings_areThoseOfTheTable() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../man/mqboard-config.5"));
        List<String> settings = lines.subList(lines.indexOf(".Sh SETTINGS"), lines.indexOf(".Sh SECTIONS"));
        assertEquals(
                Arrays.stream(Key.values()).map(Key::word).sorted().toList(),
                settings.stream()
                        .filter(line -> line.startsWith(".It Ic "))
                        .map(line -> line.split(" ", -1)[2])
                        .sorted()
                        .toList());
    }

    @Test
    void otherNamesOfMagics_areMentioned() {
        for (Magic magic : StandardMagics.table().rows()) {
            for (String alias : magic.aliases()) {
                assertTrue(page.contains(".Ic %" + alias), alias);
            }
        }
    }

    private static String heading(Option option) {
        StringBuilder line = new StringBuilder(".It");
        if (option.getOpt() != null) {
            line.append(" Fl ").append(option.getOpt());
        }
        if (option.getLongOpt() != null) {
            line.append(option.getOpt() == null ? " Fl -" : " , Fl -").append(option.getLongOpt());
        }
        return option.hasArg() ? line + " Ar " + option.getArgName() : line.toString();
    }

    private static String heading(Magic magic) {
        StringBuilder line = new StringBuilder(".It Ic %").append(magic.name());
        for (Flag flag : magic.flags()) {
            line.append(" Op Fl ").append(flag.hasLetter() ? String.valueOf(flag.letter()) : "-" + flag.name());
            if (flag.value() != null) {
                line.append(" Ar ").append(flag.value());
            }
        }
        for (Argument argument : magic.arguments()) {
            line.append(argument.optional() ? " Op Ar " : " Ar ").append(argument.name());
            line.append(argument.repeated() ? " ..." : "");
        }
        return line.toString();
    }

    private static <T> String headings(List<T> rows, Function<T, String> heading) {
        return rows.stream().map(heading).sorted().collect(Collectors.joining("\n"));
    }

    /** The page's entries that begin like this, except those that begin like one of the others. */
    private String entries(String beginning, String... except) {
        return new TreeSet<>(page)
                .stream()
                        .filter(line -> line.startsWith(beginning))
                        .filter(line -> List.of(except).stream().noneMatch(line::startsWith))
                        .collect(Collectors.joining("\n"));
    }
}
