package io.mqboard.shell.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicHelp;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.command.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandardMagicsTest {
    private final List<Magic> rows = StandardMagics.table().rows();

    @Test
    void everyCommandClass_isInTheTableOnce() throws IOException {
        assertEquals(
                commandClasses(),
                rows.stream()
                        .map(row -> row.action().getClass().getSimpleName())
                        .collect(Collectors.toSet()));
        assertEquals(commandClasses().size(), rows.size());
    }

    @Test
    void names_areUniqueAndSorted() {
        Set<String> names = new HashSet<>();
        for (Magic magic : rows) {
            assertTrue(names.add(magic.name()), magic.name());
            magic.aliases().forEach(alias -> assertTrue(names.add(alias), alias));
        }
        assertEquals(
                rows.stream().map(Magic::name).sorted().toList(),
                rows.stream().map(Magic::name).toList());
    }

    @Test
    void subjects_haveEachMagicOnce_andTheHelpOffersThem() throws Exception {
        MagicTable table = StandardMagics.table();
        assertEquals(
                rows.stream().map(Magic::name).toList(),
                table.subjects().stream()
                        .flatMap(subject -> subject.magics().stream())
                        .map(Magic::name)
                        .sorted()
                        .toList());
        assertEquals(
                table.subjects().stream().map(Subject::name).toList(),
                table.find("help").arguments().get(0).choices());
    }

    @Test
    void help_fitsIntoEightyColumns_asFarAsTheUsage() {
        for (Magic magic : rows) {
            List<String> lines = MagicHelp.lines(magic);
            int summary = lines.indexOf("    " + magic.summary());
            assertTrue(summary > 0, magic.name());
            lines.subList(0, summary).forEach(line -> assertTrue(line.length() <= 80, line));
        }
    }

    @Test
    void options_areUniqueWithinAMagic() {
        for (Magic magic : rows) {
            Set<Object> seen = new HashSet<>();
            for (Flag flag : magic.flags()) {
                assertTrue(seen.add(flag.name()), magic.name() + " --" + flag.name());
                assertTrue(!flag.hasLetter() || seen.add(flag.letter()), magic.name() + " -" + flag.letter());
            }
        }
    }

    private static Set<String> commandClasses() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/mqboard/shell/magics"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Command.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
