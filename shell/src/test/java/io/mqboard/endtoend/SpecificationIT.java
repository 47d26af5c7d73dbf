package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specifications that are programs, and such as users of MQBoard 0.1 have them. */
class SpecificationIT extends OneBoard {
    @TempDir
    private Path folder;

    private Path local(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a file as somebody does who types its path, with our program on PATH; returns what it printed, its exit code first. */
    private String run(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(folder.getRoot().toFile());
        builder.environment()
                .merge("PATH", folder.resolve("bin").toString(), (old, bin) -> bin + File.pathSeparator + old);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue() + "\n" + said;
    }

    @Test
    void specificationThatIsExecutable_isACommand_withOptions_fromAnyFolder() throws Exception {
        Path started = local("bin/started", "");
        program.script(started);
        executable(
                local("bin/mqboard", "#!/bin/sh\n" + Files.readString(started).strip() + " \"$@\"\n"));
        local("project/src/a.py", "a = 1\n");
        Path spec = local("project/deploy", "#!/usr/bin/env -S mqboard sync\n/tool:\n  src/a.py\n");
        executable(spec);
        assertTrue(run(spec, "--check-only").startsWith("1\nnew      /tool/a.py  6 B\n"));
        String said = run(spec);
        assertTrue(said.startsWith("0\n1 sent, 0 unchanged, 6 B in "), said);
        assertEquals("a = 1\n", Files.readString(board.flash().resolve("tool/a.py")));
        assertEquals("0\n0 to send, 0 to delete, 1 of 1 unchanged\n", run(spec, "--check-only"));
    }

    /** One like it brings the copy that safe mode starts, and boot.py, from the folders of 0.1. */
    @Test
    void specificationForSafeModeOfTheSeed_meansTheSame() throws IOException {
        for (String name :
                List.of("board/main.py", "board/net.py", "board/boot.py", "repl/repl.py", "client/client.py")) {
            local(name, "# " + name + "\n");
        }
        local("app/own/clock.py", "# clock\n");
        local("app/board_config.py", "# config\n");
        Path spec = local("app/sync-safemode", """
                #! /usr/bin/env ../mqboard/mqsync
                /safemode:
                  ./own: clock.py
                  ../board: main.py net.py
                  ../repl: repl.py
                  ../client/client.py
                  board_config.py
                /:
                  ../board: boot.py
                """);
        assertEquals("""
                new      /safemode/board_config.py  9 B
                new      /safemode/client.py  19 B
                new      /safemode/clock.py  8 B
                new      /safemode/main.py  16 B
                new      /safemode/net.py  15 B
                new      /safemode/repl.py  15 B
                change   /boot.py  16 B
                """, program.succeed("sync", "--dry-run", spec.toString()));
    }

    /** Some folders of a project are large; what a specification does not name of them costs nothing on the wire. */
    @Test
    void tenThousandFiles_areLookedAt_andFewOfThemGo() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            local("large/part" + i / 100 + "/file" + i + ".py", "number = " + i + "\n");
        }
        String all = folder.resolve("large") + "/";
        assertEquals(
                10_000,
                program.succeed("sync", "--dry-run", all, ":/large").lines().count());
        Path spec = local("large/sync", "/large/part7:\n  part7: *.py\n");
        program.run("sync", spec.toString()).said("100 sent, 0 unchanged, ");
        program.run("sync", "--check-only", all, ":/large")
                .failed(1, "9901 to send, 0 to delete, 100 of 10001 unchanged");
    }
}
