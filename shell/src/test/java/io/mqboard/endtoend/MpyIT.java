package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.testing.PackageIndex;
import io.mqboard.testing.MosquittoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytecode of the real compiler on a real board. Where no mpy-cross is to be had there is nothing to test. */
class MpyIT extends OneBoard {
    private static final Path CROSS = MosquittoServer.projectFolder().resolve("scripts/lib/mpy-cross");

    @TempDir
    private Path folder;

    @BeforeAll
    static void compilerIsThere() throws IOException, InterruptedException {
        Assumptions.assumeTrue(cross("--fetch") != 2, "no mpy-cross");
    }

    private static int cross(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(CROSS.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            // Where there is no way to the registry npm tries for minutes.
            process.destroyForcibly();
            return 2;
        }
        return process.exitValue();
    }

    private static Program compiling() {
        return program.environment("MQBOARD_MPY_CROSS", CROSS.toString());
    }

    private Path local(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void sync_compilesForTheBoard_whichImportsIt_andNeverWhatMicroPythonStartsByName() throws IOException {
        for (String name : List.of("src/boot.py", "src/main.py", "src/deep/main.py")) {
            local(name, "# started by its name\n");
        }
        local("src/maths.py", "def double(x):\n    return 2 * x\n");
        String source = folder.resolve("src") + "/";
        Program.Ended ended = compiling().run("sync", "--mpy", source, ":/lib/made");
        assertEquals(0, ended.code(), ended::toString);
        assertTrue(ended.err().contains("4 sent, 0 unchanged, "), ended::toString);
        Path made = board.flash().resolve("lib/made");
        assertEquals("# started by its name\n", Files.readString(made.resolve("boot.py")));
        assertEquals("# started by its name\n", Files.readString(made.resolve("main.py")));
        assertEquals("# started by its name\n", Files.readString(made.resolve("deep/main.py")));
        assertFalse(Files.exists(made.resolve("maths.py")));
        byte[] bytecode = Files.readAllBytes(made.resolve("maths.mpy"));
        assertEquals("M\6", new String(bytecode, 0, 2, java.nio.charset.StandardCharsets.ISO_8859_1));
        assertEquals("42\n", program.succeed("eval", "__import__('made.maths', None, None, ('*',)).double(21)"));
        assertTrue(compiling().run("sync", "--mpy", source, ":/lib/made").err().contains("0 sent, 4 unchanged"));
    }

    /** It is for the board's own architecture; that of another version of MicroPython is refused, and tells which are which. */
    @Test
    void machineCode_runs_orIsRefusedBeforeItIsSent() throws IOException {
        local("code/triple.py", "@micropython.viper\ndef triple(x: int) -> int:\n    return 3 * x\n");
        Program.Ended ended = compiling().run("sync", "--mpy", folder.resolve("code") + "/", ":/lib/code");
        if (ended.code() == 0) {
            assertEquals("63\n", program.succeed("eval", "__import__('code.triple', None, None, ('*',)).triple(21)"));
        } else {
            ended.failed(1, "the board loads bytecode of version 6.");
            assertTrue(ended.err().contains(" for x64, but "), ended::toString);
            assertFalse(Files.exists(board.flash().resolve("lib/code")));
        }
    }

    @Test
    void mistakeInTheSource_changesNothing() throws IOException {
        local("bad/good.py", "x = 1\n");
        local("bad/worse.py", "def (\n");
        compiling()
                .run("sync", "--mpy", folder.resolve("bad") + "/", ":/bad")
                .failed(1, "worse.py: mpy-cross: SyntaxError");
        assertFalse(Files.exists(board.flash().resolve("bad")));
    }

    @Test
    void sourceBesideTheBytecode_isWarnedOf() throws IOException {
        local("both/twice.py", "x = 1\n");
        String source = folder.resolve("both") + "/";
        program.succeed("sync", source, ":/both");
        Program.Ended ended = compiling().run("sync", "--mpy", source, ":/both");
        assertTrue(ended.err().contains("warning: /both/twice.py is on the board, too"), ended::toString);
    }

    @Test
    void installedBytecode_isImported() throws Exception {
        Path compiled = folder.resolve("half.mpy");
        assertEquals(
                0,
                cross("-o", compiled.toString(), local("half.py", "half = 21\n").toString()));
        try (PackageIndex index = new PackageIndex()) {
            index.add("6", "half", "latest", "half.mpy", Files.readAllBytes(compiled), "");
            program.succeed("mip", "install", "-i", index.url(), "half");
        }
        assertEquals("21\n", program.succeed("eval", "__import__('half').half"));
        assertEquals("'/lib/half.mpy'\n", program.succeed("eval", "__import__('half').__file__"));
    }
}
