package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The magics about files with real boards: sets, between two boards, differences, and an editor. */
class FileMagicsIT extends OneBoard {
    @TempDir
    private Path folder;

    private Path onBoard(String name) {
        return board.flash().resolve(name);
    }

    @Test
    void folder_isCopiedFromBoardToBoard_andOnlyWhatChangedTheSecondTime() throws IOException {
        Path source = Files.createDirectories(folder.resolve("it's"));
        for (int i = 0; i < 30; i++) {
            Files.writeString(source.resolve("file " + i + ".py"), "number = " + i + "\n");
        }
        Files.createDirectories(source.resolve("empty/er"));
        program.succeed("put", "-r", source.toString(), ":/sets/");
        assertTrue(Files.isDirectory(onBoard("sets/it's/empty/er")));
        program.run("put", "-r", source.toString(), ":/sets/").said("sent 0 files, 30 unchanged in ");
        try (SimBoard cellar = Boards.start(broker.port(), "t/cellar")) {
            program.run("cp", "-r", "one:/sets/it's", "cellar:/").said("copied 30 files, ");
            assertEquals("number = 7\n", Files.readString(cellar.flash().resolve("it's/file 7.py")));
            Files.writeString(onBoard("sets/it's/file 7.py"), "number = 0\n");
            program.run("cp", "-r", "one:/sets/it's", "cellar:/").said("copied 1 file, 29 unchanged, ");
            assertEquals("number = 0\n", Files.readString(cellar.flash().resolve("it's/file 7.py")));
            program.succeed("cp", "one:/sets/it's/file 2*.py", "cellar:/twos");
            assertEquals(11, Samples.count(cellar.flash().resolve("twos")));
            program.succeed("rm", "-y", "cellar:/twos/file 2?.py");
            assertEquals(1, Samples.count(cellar.flash().resolve("twos")));
        }
        program.run("get", "-r", ":/sets/it's/", source.toString()).said("fetched 1 file, 29 unchanged, ");
        assertEquals("number = 0\n", Files.readString(source.resolve("file 7.py")));
        program.succeed("diff", "-r", source.toString(), ":/sets/it's");
        program.succeed("rm", "-ry", ":/sets");
    }

    @Test
    void whatTheBoardTells_isTrue() throws IOException {
        Files.writeString(onBoard("told.txt"), "told\n");
        String digest = Samples.sha256(Samples.ascii("told\n"));
        assertEquals(digest + "  /told.txt\n", program.succeed("sha256sum", "told.txt"));
        assertEquals("        5  /told.txt\n", program.succeed("du", "told.txt"));
        JsonObject space =
                JsonParser.parseString(program.with("-J").succeed("df")).getAsJsonObject();
        assertTrue(space.get("free").getAsLong() > 0, space.toString());
        program.succeed("touch", "new file", "told.txt");
        assertEquals(0, Files.size(onBoard("new file")));
        assertEquals("told\n", Files.readString(onBoard("told.txt")));
        program.succeed("mkdir", "moved");
        program.run("mkdir", "no/such").failed(1, "/no/such: there is no folder for it; %mkdir -p makes those above");
        program.succeed("mv", "new file", "told.txt", "moved/");
        assertEquals("told\n", Files.readString(onBoard("moved/told.txt")));
    }

    private Program editor(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("editor"), script);
        return program.environment("EDITOR", "sh '" + file + "'");
    }

    @Test
    void edit_writesBackWhatChanged() throws IOException {
        Files.writeString(onBoard("edited.py"), "a = 1\n");
        editor("echo b = 2 >> \"$1\"").succeed("edit", "edited.py");
        assertEquals("a = 1\nb = 2\n", Files.readString(onBoard("edited.py")));
        editor("true").run("edit", "edited.py").said("/edited.py is unchanged");
        editor("echo new > \"$1\"").succeed("edit", "made new.py");
        assertEquals("new\n", Files.readString(onBoard("made new.py")));
        editor("echo lost > \"$1\"; exit 3").run("edit", "edited.py").failed(1, "exit code 3");
        program.run("edit", "edited.py").failed(2, "no editor");
        assertEquals("a = 1\nb = 2\n", Files.readString(onBoard("edited.py")));
    }

    @Test
    void edit_neverOverwritesWhatHasChangedMeanwhile() throws IOException {
        Files.writeString(onBoard("shared.py"), "a = 1\n");
        Path mine = folder.resolve("mine");
        Program.Ended ended = editor("echo mine > \"$1\"; echo theirs > '" + onBoard("shared.py")
                        + "'; dirname \"$1\" > '" + mine + "'")
                .run("edit", "shared.py");
        ended.failed(1, "has changed on the board meanwhile; your version is in ");
        assertEquals("theirs\n", Files.readString(onBoard("shared.py")));
        Path kept = Path.of(Files.readString(mine).strip());
        assertEquals("mine\n", Files.readString(kept.resolve("shared.py")));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        Files.delete(kept.resolve("shared.py"));
        Files.delete(kept);
        assertFalse(ended.toString().contains("Exception"));
    }
}
