package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code %sync} on a real board: specifications, mirrors, confirmation, watching, boards that cannot do it all. */
class SyncIT extends OneBoard {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path local(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String onBoard(String path) throws IOException {
        return Files.readString(board.flash().resolve(path));
    }

    @TestFactory
    Stream<DynamicTest> examplesOfTheManual() throws IOException {
        for (String name : List.of("common/util.py", "src/app.py", "src/sensors/heat.py", "hello.py", "boot.py")) {
            local(name, "# " + Path.of(name).getFileName() + "\n");
        }
        local("common/a_very_long_name.py", "name = 42\n");
        local("settings.json", "{}");
        local("src/.mqbignore", "*.md\n");
        local("src/notes.md", "no");
        List<ManualExample> examples = ManualExample.of("mqboard-sync.5");
        assertEquals(2, examples.size());
        return examples.stream().map(each -> DynamicTest.dynamicTest(each.command(), () -> check(each)));
    }

    private void check(ManualExample example) throws IOException {
        Path spec = local(example.command(), example.text().toString());
        assertEquals(example.prints().toString(), program.succeed("sync", "--dry-run", spec.toString()));
        Program.Ended checked = program.run("sync", "--check-only", spec.toString());
        assertEquals(example.prints().toString(), checked.out());
        checked.failed(1, "t/one differs");
        program.succeed("sync", spec.toString());
        boolean writes = !example.text().toString().contains("--check-only");
        assertEquals(
                writes ? 0 : 1,
                program.run("sync", "--check-only", spec.toString()).code());
    }

    /** As the specifications that MQBoard 0.1 came with are written. */
    @Test
    void specificationsOfTheSeed_workAsTheyStand() throws IOException {
        for (String name : List.of("mpy-lib/sntp.py", "board_config.py", "blinky.py")) {
            local("blinky/" + name, "# " + name + "\n");
        }
        for (String name : List.of("board/logging.py", "board/main.py", "board/boot.py", "mqrepl/watchdog.py")) {
            local(name, "# " + name + "\n");
        }
        local("mqtt_async/mqtt_async.py", "# mqtt\n");
        Path sync = local("blinky/sync", """
                #! /usr/bin/env ../mqboard/mqsync
                /seed/lib:
                  ./mpy-lib: sntp.py
                  ../board: logging.py
                  ../mqrepl: watchdog.py
                  ../mqtt_async/mqtt_async.py
                /seed/src:
                  blinky.py
                /seed:
                  ../board: main.py
                  board_config.py
                /seed: --check-only
                  ../board/boot.py
                """);
        Program.Ended ended = program.run("sync", sync.toString());
        assertEquals(0, ended.code(), ended::toString);
        assertTrue(
                ended.err().startsWith("differs  /seed/boot.py (--check-only)\n7 sent, 0 unchanged, 1 left, "),
                ended::toString);
        assertEquals("# mqtt\n", onBoard("seed/lib/mqtt_async.py"));
        assertEquals("# mpy-lib/sntp.py\n", onBoard("seed/lib/sntp.py"));
        assertFalse(Files.exists(board.flash().resolve("seed/boot.py")));
        program.run("sync", "--check-only", sync.toString()).failed(1, "differs");
        Path ours = Path.of("../esp32/src/blinky.sync");
        program.succeed("sync", ours.toString());
        assertEquals("", program.succeed("sync", "--check-only", ours.toString()));
    }

    @Test
    void mirror_listsAndAsks_deletesOnlyWhatIsNotNamed() throws IOException {
        local("src/a.py", "a\n");
        local("src/deep/b.py", "b\n");
        program.succeed("sync", folder.resolve("src") + "/", ":/app");
        local("src/c.py", "c\n");
        Files.delete(folder.resolve("src/deep/b.py"));
        String[] mirror = {"sync", "--mirror", folder.resolve("src") + "/", ":/app"};
        program.run(mirror).failed(2, "this would delete 1 file of t/one");
        assertEquals("b\n", onBoard("app/deep/b.py"));
        assertFalse(Files.exists(board.flash().resolve("app/c.py")));
        Program.Ended ended = program.run("sync", "--mirror", "--yes", folder.resolve("src") + "/", ":/app");
        assertEquals(0, ended.code(), ended::toString);
        assertTrue(
                ended.err().startsWith("delete   /app/deep/b.py\n1 sent, 1 deleted, 1 unchanged, 2 B in "),
                ended::toString);
        assertFalse(Files.exists(board.flash().resolve("app/deep")));
        assertEquals("c\n", onBoard("app/c.py"));
        String json = program.with("-J").succeed(mirror);
        assertTrue(json.contains("\"sent\":0,\"deleted\":0,\"unchanged\":2,"), json);
    }

    @Test
    void confirmThatDoesNotCome_takesTheFilesBack() throws IOException {
        local("try/a.py", "old\n");
        String source = folder.resolve("try") + "/";
        program.succeed("sync", source, ":/try");
        local("try/a.py", "new\n");
        local("try/b.py", "more\n");
        int before = board.connections();
        Program.Ended ended = program.run("sync", "--confirm", "3s", source, ":/try");
        assertEquals(0, ended.code(), ended::toString);
        assertTrue(ended.err().contains("%confirm keeps the files"), ended::toString);
        board.awaitConnections(before + 1);
        assertEquals("old\n", onBoard("try/a.py"));
        assertFalse(Files.exists(board.flash().resolve("try/b.py")));
        program.run("confirm").failed(1, "nothing awaits");
    }

    @Test
    void confirm_keeps_andRollback_takesBack() throws IOException {
        local("keep/a.py", "old\n");
        String source = folder.resolve("keep") + "/";
        program.succeed("sync", source, ":/keep");
        local("keep/a.py", "new\n");
        program.succeed("sync", "--confirm", "5m", "--reset", source, ":/keep");
        assertEquals("new\n", onBoard("keep/a.py"));
        local("keep/a.py", "newer\n");
        program.run("sync", source, ":/keep").failed(2, "await their confirmation: %confirm keeps them");
        program.succeed("confirm");
        program.succeed("sync", "--confirm", "5m", source, ":/keep");
        assertEquals("newer\n", onBoard("keep/a.py"));
        program.run("rollback").plain();
        assertEquals("new\n", onBoard("keep/a.py"));
    }

    @Test
    void putWithConfirm_isTakenBack_bySingleFilesAndFolders_unlessItIsConfirmed() throws IOException {
        local("put/a.py", "old\n");
        local("put/deep/b.py", "b\n");
        String source = folder.resolve("put").toString();
        program.succeed("put", "-r", source, ":/put");
        local("put/a.py", "new\n");
        local("put/deep/c.py", "c\n");
        Program.Ended ended = program.run("put", "-r", "--confirm", "5m", source, ":/put");
        assertEquals(0, ended.code(), ended::toString);
        assertTrue(ended.err().startsWith("2 sent, 1 unchanged, 6 B in "), ended::toString);
        assertTrue(ended.err().contains("%confirm keeps the files; without it"), ended::toString);
        assertEquals("new\n", onBoard("put/a.py"));
        program.run("rollback").plain();
        assertEquals("old\n", onBoard("put/a.py"));
        assertFalse(Files.exists(board.flash().resolve("put/deep/c.py")));
        // Into the folder that is there, and kept.
        String file = folder.resolve("put/a.py").toString();
        program.succeed("put", "--confirm", "5m", file, ":/put");
        program.succeed("confirm");
        assertEquals("new\n", onBoard("put/a.py"));
        program.run("put", "--confirm", "5m", "-f", file, ":/put").failed(2, "--confirm goes without --force");
        local("put/a.py", "newer\n");
        int before = board.connections();
        program.succeed("put", "--confirm", "2s", file, ":/put/a.py");
        board.awaitConnections(before + 1);
        assertEquals("new\n", onBoard("put/a.py"));
    }

    @Test
    void watch_syncsWhatIsSaved_andEndsWithCtrlC() throws IOException {
        local("live/a.py", "1\n");
        try (Program.Running running =
                program.with("-v").start("sync", "--watch", folder.resolve("live") + "/", ":/live")) {
            running.err().await("watching 1 folders", LIMIT);
            local("live/a.py", "22\n");
            running.err().await("1 sent, 0 unchanged, 3 B", LIMIT);
            assertEquals("22\n", onBoard("live/a.py"));
            local("live/deep/b.py", "b\n");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> Files.exists(board.flash().resolve("live/deep/b.py")));
            running.interrupt();
            assertEquals(130, running.end(LIMIT).code());
        }
    }

    @Test
    void fullFlash_changesNothing_andLeavesNothing() throws IOException {
        try (SimBoard small = Boards.start(broker.port(), "t/small", "FLASH_SIZE=1M")) {
            Program toSmall = Program.at(broker.port()).board("t/small");
            local("full/a.py", "old\n");
            toSmall.succeed("sync", folder.resolve("full") + "/", ":/app");
            local("full/a.py", "new\n");
            for (int i = 0; i < 12; i++) {
                Files.write(folder.resolve("full/big" + i), Samples.random(50_000, i));
            }
            toSmall.run("sync", folder.resolve("full") + "/", ":/app")
                    .failed(1, "nothing was changed: the new files have to fit beside the old ones");
            assertEquals("old\n", Files.readString(small.flash().resolve("app/a.py")));
            assertEquals(1, Samples.count(small.flash().resolve("app")));
        }
    }

    @Test
    void boardOfProtocol1_getsTheFilesOneByOne() throws IOException {
        try (SimBoard old = Boards.start(broker.port(), "t/old", "PROTOCOL=1")) {
            Program toOld = Program.at(broker.port()).board("t/old");
            local("v1/a.py", "a\n");
            byte[] big = Samples.random(9000, 1);
            Files.write(folder.resolve("v1/big"), big);
            String source = folder.resolve("v1") + "/";
            Program.Ended ended = toOld.run("sync", source, ":/app");
            assertEquals(0, ended.code(), ended::toString);
            assertTrue(ended.err().contains("files are replaced one by one"), ended::toString);
            assertArrayEquals(big, Files.readAllBytes(old.flash().resolve("app/big")));
            Files.delete(folder.resolve("v1/a.py"));
            toOld.succeed("sync", "--mirror", "-y", source, ":/app");
            assertFalse(Files.exists(old.flash().resolve("app/a.py")));
            toOld.run("sync", "--confirm", "1m", source, ":/app").failed(2, "no --confirm");
            assertEquals("", toOld.succeed("sync", "--check-only", source, ":/app"));
        }
    }

    @Test
    void whatIsWrong_isToldBeforeAnythingIsChanged() throws IOException {
        Path spec = local("bad.sync", "/bad:\n  good.py\n  missing.py\n");
        local("good.py", "x\n");
        program.run("sync", spec.toString()).failed(2, spec + ":3: missing.py: no such file or folder");
        assertFalse(Files.exists(board.flash().resolve("bad")));
        program.run("sync", folder.toString()).failed(2, "is a folder; where to?");
        program.run("sync", "/no/such.sync").failed(2, "there is no such specification");
        Path mpy = local("mpy.sync", "mpy-cross: /no/such/mpy-cross\n/m: --mpy\n  good.py\n");
        program.run("sync", mpy.toString()).failed(1, "there is no /no/such/mpy-cross here");
    }
}
