package io.mqboard.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.testing.PackageIndex;
import io.mqboard.testing.SimBoard;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code %mip install} on a real board, from an index on this machine. */
class MipIT extends OneBoard {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PackageIndex index = new PackageIndex();

    @AfterEach
    void stopIndex() {
        index.close();
    }

    @Test
    void installedPackage_isImported_withWhatItNeeds() throws Exception {
        index.add(
                "py",
                "tool",
                "latest",
                "tool/__init__.py",
                "from base import half\nanswer = 2 * half\n".getBytes(UTF_8),
                ", \"deps\": [[\"base\", \"latest\"]]");
        index.add("py", "base", "latest", "base.py", "half = 21\n".getBytes(UTF_8), "");
        String[] install = {"mip", "install", "--index", index.url(), "--no-mpy", "tool"};
        Program.Ended ended = program.run(install);
        assertEquals(0, ended.code(), ended::toString);
        assertTrue(ended.err().contains("tool 1.0, 1 file\nbase 1.0, 1 file\n2 sent, 0 unchanged, "), ended::toString);
        assertEquals("42\n", program.succeed("eval", "__import__('tool').answer"));
        assertTrue(program.run(install).err().contains("0 sent, 2 unchanged"));
    }

    /** What the simulated board loads is version 6, as the path shows that it is asked for. */
    @Test
    void bytecodeOfTheBoardsVersion_isAskedFor() {
        program.run("mip", "install", "--index", index.url(), "tool").failed(1, "as bytecode of version 6");
        assertEquals("/package/6/tool/latest.json", index.asked.get(0));
    }

    @Test
    void boardOfProtocol1_getsThemFileByFile() throws Exception {
        index.add("py", "tool", "latest", "old/tool.py", "answer = 42\n".getBytes(UTF_8), "");
        try (SimBoard old = Boards.start(broker.port(), "t/old", "PROTOCOL=1")) {
            Program toOld = Program.at(broker.port()).board("t/old");
            toOld.run("mip", "install", "-i", index.url(), "--no-mpy", "tool").said("1 sent, 0 unchanged, 12 B");
            assertEquals("answer = 42\n", Files.readString(old.flash().resolve("lib/old/tool.py")));
            toOld.run("mip", "install", "-i", index.url(), "tool").failed(1, "as bytecode of version 6");
        }
    }

    @Test
    void ctrlC_endsADownloadThatDoesNotEnd() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        index.handle("/slow.py", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('#');
            exchange.getResponseBody().flush();
            asked.countDown();
            try {
                over.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Program.Running running = program.start("mip", "install", index.url() + "/slow.py")) {
            assertTrue(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
            running.interrupt();
            assertEquals(130, running.end(LIMIT).code());
        } finally {
            over.countDown();
        }
        assertFalse(Files.exists(board.flash().resolve("lib/slow.py")));
    }
}
