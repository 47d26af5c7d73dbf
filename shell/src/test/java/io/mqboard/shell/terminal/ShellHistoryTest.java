package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.magics.StandardMagics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ShellHistoryTest {
    @TempDir
    Path home;

    @Test
    void secrets_areRecognised() {
        assertTrue(ShellHistory.isSecret("wlan.connect('net', 'word')"));
        assertTrue(ShellHistory.isSecret("PASSWORD = 'x'"));
        assertTrue(ShellHistory.isSecret("client = Client(user='a',\n  passwd='b')"));
        assertTrue(ShellHistory.isSecret("api_key='1'"));
        assertTrue(ShellHistory.isSecret("%connect anna:Zeb7@broker.example"));
        assertTrue(ShellHistory.isSecret("%set server mqtts://anna:Zeb7@broker.example"));
        assertFalse(ShellHistory.isSecret("print('hello')"));
        assertFalse(ShellHistory.isSecret("x = a[1:] @ b"));
        assertFalse(ShellHistory.isSecret("%cp attic:/lib/a@2.py cellar:/lib/"));
        assertFalse(ShellHistory.isSecret("wlan.connect()"));
        assertFalse(ShellHistory.isSecret("%put main.py :"));
    }

    @Test
    void file_isInTheFolderForState() {
        assertEquals(home.resolve(".local/state/mqboard/history"), ShellHistory.file(Map.of(), home));
        assertEquals(Path.of("/s/mqboard/history"), ShellHistory.file(Map.of("XDG_STATE_HOME", "/s"), home));
        assertEquals(
                home.resolve(".local/state/mqboard/history"),
                ShellHistory.file(Map.of("XDG_STATE_HOME", "relative"), home));
    }

    @Test
    void lines_areKeptWithoutSecrets_forTheUserAlone() throws Exception {
        Path file = ShellHistory.file(Map.of(), home);
        type(file, "x = 1\npassword = 'geheim'\nif x:\n  y\n\n");
        assertEquals("x = 1\nif x:\\n  y\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (VirtualScreen glass = new VirtualScreen()) {
            ShellReader reader = reader(glass, file);
            Thread thread = new Thread(() -> reader.readLine("> "), "test-shell");
            thread.start();
            glass.awaitLastLine(">");
            glass.type("\u001bOA");
            glass.awaitText("> if x:");
            glass.type("\u001bOA\u001bOA\u001bOA");
            glass.awaitText("> x = 1");
            assertEquals(
                    List.of("1 x = 1", "2 if x:\n  y"),
                    ((ShellHistory) reader.getHistory())
                            .typed().stream()
                                    .map(entry -> entry.number() + " " + entry.text())
                                    .toList());
            glass.type("\n");
            thread.join(10_000);
        }
    }

    @Test
    void folderThatCannotBeMade_leavesAHistoryInMemory() throws Exception {
        Path blocked = Files.createFile(home.resolve("file"));
        type(blocked.resolve("mqboard/history"), "x\n");
        assertEquals(0, Files.size(blocked));
    }

    private static ShellReader reader(VirtualScreen glass, Path file) {
        ShellReader reader = new ShellReader(glass.terminal());
        reader.setParser(new ShellParser(StandardMagics.table()));
        reader.setHistory(new ShellHistory());
        ShellHistory.install(reader, file);
        EditKeys.install(reader, () -> true, text -> "", () -> true);
        return reader;
    }

    private static void type(Path file, String keys) throws IOException, InterruptedException {
        try (VirtualScreen glass = new VirtualScreen()) {
            ShellReader reader = reader(glass, file);
            Thread thread = new Thread(
                    () -> {
                        try {
                            for (; ; ) {
                                reader.readLine("> ");
                            }
                        } catch (org.jline.reader.EndOfFileException e) {
                            // Ctrl-D.
                        }
                    },
                    "test-shell");
            thread.start();
            glass.awaitLastLine(">");
            glass.type(keys);
            glass.await("a new prompt", text -> text.endsWith("\n>"));
            glass.type("\u0004");
            thread.join(10_000);
        }
    }
}
