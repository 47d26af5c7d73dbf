package io.mqboard.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One-shot commands, lines and scripts of the packed program, as processes, against a real broker and a simulated board. */
@Timeout(120)
class CommandIT {
    private static final String ADDRESS = "lab/command";
    private static MosquittoServer broker;
    private static SimBoard board;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = MosquittoServer.plain();
        board = SimBoard.start(broker.host(), broker.port(), ADDRESS);
    }

    @AfterAll
    static void stop() throws IOException {
        board.close();
        broker.close();
    }

    /** What a process left behind. */
    private record Ended(int code, byte[] data, String words) {
        String text() {
            return new String(data, StandardCharsets.UTF_8);
        }
    }

    private Process begin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dmqboard.terminals=",
                "-cp",
                Path.of("target/mqboard.jar").toAbsolutePath().toString(),
                "io.mqboard.shell.Main",
                "--server=" + broker.host(),
                "--port=" + broker.port(),
                "--board=" + ADDRESS));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", folder.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("MQBOARD_") || name.equals("XDG_CONFIG_HOME"));
        return builder.redirectOutput(folder.resolve("data").toFile())
                .redirectError(folder.resolve("words").toFile())
                .start();
    }

    private Ended end(Process process) throws Exception {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        return new Ended(
                process.exitValue(),
                Files.readAllBytes(folder.resolve("data")),
                Files.readString(folder.resolve("words")));
    }

    private Ended run(String... arguments) throws Exception {
        return end(begin(arguments));
    }

    @Test
    void eval_printsTheValue() throws Exception {
        Ended ended = run("eval", "45+876");
        assertEquals("921\n", ended.text());
        assertEquals("", ended.words());
        assertEquals(0, ended.code());
    }

    @Test
    void exception_endsWith1_itsTracebackOnStderr() throws Exception {
        Ended ended = run("eval", "1/0");
        assertEquals("", ended.text());
        assertTrue(ended.words().endsWith("ZeroDivisionError: divide by zero\n"), ended.words());
        assertEquals(1, ended.code());
    }

    @Test
    void exceptionBehindAnAwait_itsTracebackCountsTheLinesThatWereSent() throws Exception {
        String source = "import asyncio\nasync def late():\n    1/0\nawait asyncio.sleep(0)\nawait late()";
        Path file = Files.writeString(folder.resolve("late.py"), source);
        String words = run("run", file.toString()).words();
        assertTrue(words.contains("File \"late.py\", line 5, in <module>\n"), words);
        assertTrue(words.contains("File \"late.py\", line 3, in late\n"), words);
        assertTrue(run("-c", "late()\nawait late()").words().contains("File \"late.py\", line 3, in late\n"));
    }

    @Test
    void boardThatIsNotThere_endsWith3() throws Exception {
        Ended ended = run("--board=lab/nobody", "-T", "1", "eval", "1");
        assertTrue(ended.words().contains("no board answers as lab/nobody"), ended.words());
        assertEquals(3, ended.code());
    }

    @Test
    void controlC_stopsTheBoard_andEndsWith130() throws Exception {
        Process process = begin("-c", "print('begun')\nwhile True: pass");
        awaitText("begun\n");
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertEquals(130, end(process).code());
        assertEquals("'alive'\n", run("eval", "'alive'").text());
    }

    /** Waits until the process has printed this; the process's own limit ends a wait in vain. */
    private void awaitText(String text) {
        org.awaitility.Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.readString(folder.resolve("data")).contains(text));
    }

    @Test
    void file_goesThereAndBack_andCatGivesItsBytes() throws Exception {
        byte[] content = new byte[100_000];
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("some file.bin"), content);
        Ended put = run("put", file.toString(), ":deep/er/");
        assertEquals(0, put.code(), put.words());
        assertTrue(put.words().startsWith("sent 1 file, 100 KB in "), put.words());
        assertArrayEquals(content, run("cat", "deep/er/some file.bin").data());
        Ended get = run("get", "-r", "deep", folder + "/back/");
        assertEquals(0, get.code(), get.words());
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("back/deep/er/some file.bin")));
        assertEquals(0, run("rm", "-ry", "deep").code());
    }

    @Test
    void script_stopsAtTheFirstError() throws Exception {
        Path script = Files.writeString(
                folder.resolve("s.mqs"), "#!/usr/bin/env mqboard\nfor i in range(2):\n    print(i)\n\n%cat :none\n1\n");
        Ended ended = run(script.toString());
        assertEquals("0\n1\n", ended.text());
        assertTrue(ended.words().startsWith(script + ":5: "), ended.words());
        assertEquals(1, ended.code());
    }
}
