package io.mqboard.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.JsonGlossary;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.magics.StandardMagics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds mqboard-json(5) to the table of magics and to the glossary of fields. With {@code -Dgolden.update=true} the two lists of the page
 * are written anew, to be read before they are committed.
 */
class JsonManualTest {
    private static final Path PAGE = Path.of("../man/mqboard-json.5");

    @Test
    void objects_areThoseOfTheTable() throws IOException {
        List<String> lines = new ArrayList<>(List.of(".Bl -tag -width Ds"));
        for (Magic magic : StandardMagics.table().rows()) {
            if (!magic.json().isEmpty()) {
                lines.add(".It Ic %" + magic.name());
                magic.json().forEach(object -> lines.add(".D1 " + object));
            }
        }
        lines.add(".El");
        check("objects", lines);
    }

    @Test
    void fields_areThoseOfTheGlossary() throws IOException {
        List<String> lines = new ArrayList<>(List.of(".Bl -tag -width roundTripMillis"));
        for (Map.Entry<String, JsonGlossary.Field> field : JsonGlossary.all().entrySet()) {
            String type = field.getValue().type();
            lines.add(".It " + field.getKey());
            lines.add(type.replace("?", " or null").replace("|", " or ") + ": "
                    + field.getValue().meaning());
        }
        lines.add(".El");
        check("fields", lines);
    }

    @Test
    void everyField_isInTheGlossary_andEveryWordOfItIsUsed() {
        Set<String> used = new TreeSet<>(Set.of("code", "error"));
        for (Magic magic : StandardMagics.table().rows()) {
            for (List<String> object : JsonFields.objects(magic)) {
                object.forEach(field -> used.add(field.replace("?", "")));
            }
        }
        used.remove("*");
        Set<String> described = new TreeSet<>(JsonGlossary.all().keySet());
        // Of a crash, whose fields come from the board.
        described.removeAll(Set.of("trace", "what"));
        used.remove("what");
        assertEquals(used, described);
    }

    private static void check(String name, List<String> lines) throws IOException {
        List<String> page = new ArrayList<>(Files.readAllLines(PAGE));
        int start = page.indexOf(".\\\" " + name + " of the table") + 1;
        int end = page.indexOf(".\\\" end of " + name);
        List<String> part = page.subList(start, end);
        if (Boolean.getBoolean("golden.update")) {
            part.clear();
            part.addAll(lines);
            Files.write(PAGE, page);
        }
        assertEquals(String.join("\n", lines), String.join("\n", part));
    }
}
