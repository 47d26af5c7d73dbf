package io.mqboard.shell.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetTest {
    @TempDir
    private Path base;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of(
                "a.py",
                "b.py",
                "notes.md",
                ".hidden.py",
                "lib/c.py",
                "lib/deep/d.py",
                "lib/__pycache__/c.pyc",
                "lib/deep/skip.me")) {
            Path file = base.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Files.writeString(base.resolve("lib/" + IgnoreRules.FILE), "*.me\n");
    }

    private FileSet find(String spec) throws IOException, UsageException {
        return FileSet.find(SpecParser.parse(spec, "spec", base));
    }

    private List<String> paths(String spec) throws IOException, UsageException {
        return find(spec).files().stream()
                .map(each -> base.relativize(each.local()) + " " + each.remote())
                .toList();
    }

    @Test
    void filesLandInTheTargetItself() throws Exception {
        assertEquals(
                List.of("a.py /x/a.py", "lib/c.py /x/c.py", "b.py /x/new/z.py"),
                paths("/x:\n  a.py lib/c.py b.py->new/z.py\n"));
    }

    @Test
    void globs_takeFilesThatAreNotHidden() throws Exception {
        assertEquals(List.of("a.py /a.py", "b.py /b.py"), paths("/:\n  *.py\n"));
        assertEquals(List.of("notes.md /notes.md"), paths("/:\n  no?es.*\n"));
        assertEquals(List.of(".hidden.py /.hidden.py"), paths("/:\n  .*.py\n"));
        FileSet none = find("/:\n  *.xyz\n");
        assertEquals(List.of("spec:2: no file fits *.xyz"), none.warnings());
    }

    @Test
    void folders_asRsyncTakesThem_withoutWhatIsIgnored() throws Exception {
        assertEquals(List.of("lib/c.py /x/c.py", "lib/deep/d.py /x/deep/d.py"), paths("/x:\n  lib/\n"));
        assertEquals(List.of("lib/c.py /lib/c.py", "lib/deep/d.py /lib/deep/d.py"), paths("/:\n  lib\n"));
    }

    @Test
    void twoFilesForOnePlace_areAMistake_oneFileNamedTwiceIsNot() throws Exception {
        assertEquals(1, paths("/:\n  a.py\n  ./a.py\n").size());
        UsageException e = assertThrows(UsageException.class, () -> find("/:\n  a.py\n  b.py->a.py\n"));
        assertTrue(e.getMessage().startsWith("spec:3: "), e::getMessage);
        assertTrue(e.getMessage().contains("(spec:2)"), e::getMessage);
    }

    @Test
    void whatIsNotThere_isToldWithItsLine() {
        UsageException e = assertThrows(UsageException.class, () -> find("/:\n\n  nothing.py\n"));
        assertEquals("spec:3: nothing.py: no such file or folder", e.getMessage());
        UsageException folder = assertThrows(UsageException.class, () -> find("/:\n  lib->x\n"));
        assertTrue(folder.getMessage().startsWith("spec:2: lib: is a folder"), folder::getMessage);
    }

    @Test
    void bootFilesAreNeverCompiled() throws Exception {
        List<Wanted> files =
                find("/: --mpy\n  a.py a.py->boot.py a.py->main.py notes.md\n").files();
        assertEquals(
                List.of(true, false, false, false),
                files.stream().map(Wanted::compiled).toList());
    }
}
