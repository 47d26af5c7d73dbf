package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tab in the user's own bash, with a real board behind it. */
class CompletionIT extends OneBoard {
    private static final Duration LIMIT = Duration.ofSeconds(45);

    @TempDir
    private Path folder;

    /** A bash that has read the script, in a terminal. */
    private TerminalWindow bash() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path start = folder.resolve("start");
        Program.at(broker.port()).script(start);
        Path mqboard = bin.resolve("mqboard");
        Files.writeString(mqboard, "#!/bin/sh\n" + Files.readString(start).stripTrailing() + " \"$@\"\n");
        Files.setPosixFilePermissions(mqboard, PosixFilePermissions.fromString("rwx------"));
        Path config = Files.createDirectories(folder.resolve(".config/mqboard")).resolve("config");
        Files.writeString(config, "[board attic]\naddress = t/one\n[profile lab]\nserver = 127.0.0.1\n");
        Path rc = folder.resolve("rc");
        Files.writeString(
                rc,
                "PATH=" + bin
                        + ":$PATH\nPS1='ready> '\nsource <(mqboard completion bash)\nbind 'set bell-style none'\n");
        return new TerminalWindow(folder, List.of("bash", "--noprofile", "--rcfile", rc.toString(), "-i"));
    }

    @Test
    void tab_completesBoardsProfilesAndPaths() throws IOException {
        Files.writeString(board.flash().resolve("tabbed.py"), "1\n");
        try (TerminalWindow window = bash()) {
            window.awaitText("ready>", LIMIT);
            tab(window, "mqboard -b at", "ready> mqboard -b attic");
            window.type("cat");
            tab(window, " :/tab", "-b attic cat :/tabbed.py");
            window.enter("");
            window.await("the file and the next prompt", text -> text.contains("\n1\nready>"), LIMIT);
            tab(window, "mqboard get attic:ta", "get attic:tabbed.py");
            window.press("C-u");
            tab(window, "mqboard -P l", "ready> mqboard -P lab");
            // It has written its history before the folder goes.
            window.press("C-u");
            window.enter("exit 0");
            window.awaitText("exit code 0", LIMIT);
        }
    }

    /** On a busy machine the answer comes too late at first; whoever wants it presses Tab again. */
    private static void tab(TerminalWindow window, String typed, String expected) {
        window.type(typed);
        AtomicInteger looks = new AtomicInteger();
        window.await(
                expected,
                text -> {
                    boolean there = text.contains(expected);
                    if (!there && looks.getAndIncrement() % 50 == 0) {
                        window.press("Tab");
                    }
                    return there;
                },
                LIMIT);
    }

    @Test
    void namesThatTheShellWouldRun_areNotOffered() throws IOException {
        Files.createDirectories(board.flash().resolve("evil"));
        Files.writeString(board.flash().resolve("evil/a$(touch gone)"), "");
        Files.writeString(board.flash().resolve("evil/b;reboot"), "");
        Files.writeString(board.flash().resolve("evil/good.py"), "");
        assertEquals(":evil/good.py\n", program.succeed("completion", "paths", ":evil/"));
    }

    @Test
    void brokerThatDoesNotAnswer_isNotWaitedFor() {
        Program.Ended ended = Program.bare().with("-s", "192.0.2.1").run("completion", "boards");
        assertTrue(ended.took().compareTo(Duration.ofSeconds(20)) < 0, ended::toString);
        assertEquals("", ended.out());
        Program.Ended refused = Program.at(1).with("-u", "someone").run("completion", "paths", ":");
        assertFalse(refused.err().contains("assword"), refused::toString);
    }
}
