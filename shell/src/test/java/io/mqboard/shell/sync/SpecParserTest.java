package io.mqboard.shell.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecParserTest {
    private static SyncSpec parse(String text) throws UsageException {
        return SpecParser.parse(text, "spec", Path.of("/project"));
    }

    private static void mistake(String text, String message) {
        UsageException e = assertThrows(UsageException.class, () -> parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains(message), e::getMessage);
    }

    private static List<String> shown(String text) throws UsageException {
        return parse(text).sources().stream()
                .map(each -> each.place() + " " + each.target() + " " + each.name()
                        + (each.rename() == null ? "" : " as " + each.rename()))
                .toList();
    }

    @Test
    void everyFormOfALine() throws UsageException {
        String text = """
                #! /usr/bin/env ../mqboard/mqsync
                # a comment
                /lib:   # another
                  one.py *.py
                  ../dir: a.py b.py#c.py
                \t./d/: long_name.py->short.py

                src/deep/: --no-update
                  "with blank.py"
                """;
        assertEquals(
                List.of(
                        "spec:4 /lib one.py",
                        "spec:4 /lib *.py",
                        "spec:5 /lib ../dir/a.py",
                        "spec:5 /lib ../dir/b.py",
                        "spec:6 /lib ./d/long_name.py as short.py",
                        "spec:9 /src/deep with blank.py"),
                shown(text));
    }

    @Test
    void optionsHoldForTheirTarget_alsoWhenItIsNamedTwice() throws UsageException {
        List<SyncSpec.Source> sources = parse("/: --check-only\n  a\n/: --mpy --no-update\n  b\n/:\n  c\n")
                .sources();
        assertEquals(new SyncSpec.Options(true, false, false), sources.get(0).options());
        assertEquals(new SyncSpec.Options(false, true, true), sources.get(1).options());
        assertEquals(SyncSpec.Options.NONE, sources.get(2).options());
        assertEquals("/", sources.get(2).target());
    }

    @Test
    void mpyCross_isAProgramWithOptions() throws UsageException {
        SyncSpec spec = parse("mpy-cross: /opt/mpy-cross -march=xtensawin\n");
        assertEquals(List.of("/opt/mpy-cross", "-march=xtensawin"), spec.mpyCross());
        assertTrue(spec.sources().isEmpty());
    }

    @Test
    void linesEndAsOnWindows() throws UsageException {
        assertEquals(List.of("spec:2 /lib a.py"), shown("/lib:\r\n  a.py\r\n"));
    }

    @Test
    void mistakes_areToldWithTheirLine() {
        mistake("\n  a.py\n", "spec:2: sources without a folder");
        mistake("/lib\n", "spec:1: a folder of the board is written with a colon");
        mistake("/lib: --chek-only\n", "spec:1: '--chek-only' is no option");
        mistake("/lib:\n  *.py->x.py\n", "spec:2: *.py->x.py: many files");
        mistake("/lib:\n  a.py->../x.py\n", "spec:2: a.py->../x.py");
        mistake("/lib:\n  a.py->\n", "spec:2: a.py->");
        mistake("/lib:\n  dir:\n", "spec:2: which files of dir?");
        mistake("/lib:\n  'a.py\n", "spec:2: a quote is not closed");
        mistake("mpy-cross:\n", "spec:1: mpy-cross:");
    }

    @Test
    void fileThatIsNoText_isToldSo() {
        assertFalse(assertThrows(UsageException.class, () -> SpecParser.read(Path.of("/no/such")))
                .getMessage()
                .isEmpty());
    }
}
