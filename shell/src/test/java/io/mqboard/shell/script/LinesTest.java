package io.mqboard.shell.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static List<String> statements(String text, boolean semicolons) throws Exception {
        Lines lines = Lines.of(text, "f", semicolons);
        List<String> found = new ArrayList<>();
        for (Statement next = lines.next(); next != null; next = lines.next()) {
            found.add(next.line() + " " + next.kind() + " " + next.text());
        }
        return found;
    }

    @Test
    void script_isCutIntoStatements() throws Exception {
        String text = "#!/usr/bin/env mqboard\n\n%ls -l\n!date\n?machine\nx = 1; y = 2\nls?\n";
        assertEquals(
                List.of("3 MAGIC ls -l", "4 LOCAL date", "5 HELP machine", "6 PYTHON x = 1; y = 2", "7 HELP ls"),
                statements(text, false));
    }

    @Test
    void block_goesOnOverBlankLinesAndComments_untilALineIsNotIndented() throws Exception {
        String text = "def f():\n    # inside\n\n    return 1\n\nf()\nif a:\n  1\nelse:\n  2\n%ls\n@d\ndef g(): pass\n";
        assertEquals(
                List.of(
                        "1 PYTHON def f():\n    # inside\n\n    return 1\n",
                        "6 PYTHON f()",
                        "7 PYTHON if a:\n  1\nelse:\n  2",
                        "11 MAGIC ls",
                        "12 PYTHON @d\ndef g(): pass"),
                statements(text, false));
    }

    @Test
    void openBrackets_andStrings_takeLinesThatLookLikeMagics() throws Exception {
        assertEquals(
                List.of("1 PYTHON x = '''\n%ls\n# no comment\n'''", "5 PYTHON y = (1,\n2)"),
                statements("x = '''\n%ls\n# no comment\n'''\ny = (1,\n2)", false));
    }

    @Test
    void semicolons_separateMagics_notPython() throws Exception {
        assertEquals(
                List.of("1 MAGIC put a", "1 MAGIC ls", "1 PYTHON x=1; y=2"), statements("%put a; %ls;x=1; y=2", true));
        assertEquals(List.of("1 MAGIC put 'a;b'", "1 MAGIC ls"), statements("%put 'a;b' ; %ls", true));
        assertEquals(List.of("1 MAGIC put a; %ls"), statements("%put a; %ls", false));
        assertEquals(List.of("1 MAGIC eval a;b", "1 MAGIC ls"), statements("%eval a;b; %ls", true));
        assertEquals(List.of("1 LOCAL echo a; echo b"), statements("!echo a; echo b", true));
        assertEquals(List.of("1 PYTHON a=1; b=2"), statements("a=1; b=2", true));
    }

    @Test
    void windowsLineEnds_andNoLastLineEnd_areFine() throws Exception {
        assertEquals(List.of("1 MAGIC ls", "2 PYTHON 1"), statements("%ls\r\n1", false));
    }

    @Test
    void simpleStatement_isRunBeforeTheNextLineIsRead() throws Exception {
        List<String> read = new ArrayList<>();
        Lines lines = new Lines(
                () -> {
                    read.add("line");
                    return "print(1)";
                },
                "f",
                false);
        lines.next();
        assertEquals(1, read.size());
    }
}
