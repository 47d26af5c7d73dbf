package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the files of a board at a terminal: an editor, a pager, colours, questions. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FilesOnScreenIT extends OneBoard {
    private static final String PROMPT = "t/one mqboard>";

    @TempDir
    private Path home;

    private TerminalWindow window;

    @BeforeEach
    void open() {
        window = program.window(home);
        window.awaitEnd(PROMPT);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static Path onBoard(String path) {
        return board.flash().resolve(path);
    }

    @Test
    void editorOfItsOwn_changesTheFile() throws IOException {
        Files.writeString(onBoard("nano.py"), "old = 1\n");
        window.enter("%edit :nano.py");
        window.awaitText("Exit");
        window.awaitText("old = 1");
        window.enter("new = 2");
        window.awaitText("new = 2");
        window.press("C-x");
        window.awaitText("Save modified buffer");
        window.press("y");
        window.awaitText("File Name to Write");
        window.press("Enter");
        window.awaitEnd("/nano.py is written\n" + PROMPT);
        assertEquals("new = 2\nold = 1\n", Files.readString(onBoard("nano.py")));
    }

    @Test
    void pager_showsTheBeginning_andLeavesThePromptBehind() throws IOException {
        StringBuilder text = new StringBuilder("first line \u001b[2J\n");
        for (int i = 2; i < 500; i++) {
            text.append("line ").append(i).append('\n');
        }
        Files.writeString(onBoard("long.txt"), text);
        window.enter("%less :long.txt");
        window.awaitText("first line \\x1b[2J");
        assertFalse(window.text().contains("line 499"));
        window.press("G");
        window.awaitText("line 499");
        window.press("q");
        window.awaitEnd("%less :long.txt\n" + PROMPT);
        window.enter("45+876");
        window.awaitEnd("921\n" + PROMPT);
    }

    @Test
    void differences_areRedAndGreen() throws IOException {
        Files.writeString(onBoard("there.py"), "same\nthere\n");
        Files.writeString(home.resolve("here.py"), "same\nhere\n");
        window.enter("%diff '" + home + "/here.py' :there.py");
        window.awaitEnd("-here\n+there\n" + PROMPT);
        String colors = window.colors();
        assertTrue(colors.contains("\u001b[31m-here") && colors.contains("\u001b[32m+there"), colors);
    }

    @Test
    void questions_nameWhatGoes_andAnythingButYesIsNo() throws IOException {
        Files.createDirectories(onBoard("gone/deep"));
        Files.writeString(onBoard("gone/deep/a.py"), "a");
        Files.writeString(onBoard("gone/b.py"), "b");
        for (String answer : new String[] {"n", "", "yesterday"}) {
            window.enter("%rm -r :gone");
            window.awaitEnd("remove t/one:/gone/ with 2 files? [y/N]");
            window.enter(answer);
            window.awaitEnd("nothing was done\n" + PROMPT);
        }
        window.enter("%rm :gone/*.py");
        window.awaitEnd("remove t/one:/gone/b.py? [y/N]");
        window.press("C-c");
        window.awaitEnd(PROMPT);
        assertTrue(Files.exists(onBoard("gone/b.py")));
        window.enter("%rm -r :gone");
        window.awaitEnd("with 2 files? [y/N]");
        window.enter("y");
        window.awaitEnd(PROMPT);
        assertFalse(Files.exists(onBoard("gone")));
    }

    @Test
    void protectedBoard_asksOnceForACommand() throws IOException {
        window.close();
        Path config = home.resolve(".config/mqboard/config");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "protect = yes\n");
        window = program.window(home);
        window.awaitEnd(PROMPT);
        Files.writeString(home.resolve("a.py"), "a\n");
        window.enter("%put '" + home + "/a.py' :guarded.py");
        window.awaitEnd("t/one is protected. Let %put change it? [y/N]");
        window.enter("n");
        window.awaitEnd("nothing was done\n" + PROMPT);
        assertFalse(Files.exists(onBoard("guarded.py")));
        window.enter("%mip install -t / '" + home + "/a.py'");
        window.awaitEnd("t/one is protected. Let %mip change it? [y/N]");
        window.enter("y");
        window.awaitText("1 sent, 0 unchanged, 2 B in ");
        assertEquals("a\n", Files.readString(onBoard("a.py")));
    }
}
