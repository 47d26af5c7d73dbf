package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Scripts on real boards: the examples of mqs(5), loops over boards, and Ctrl-C. */
class ScriptIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static MosquittoServer broker;
    private static SimBoard one;
    private static SimBoard two;
    private static Program program;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        broker = MosquittoServer.plain();
        one = Boards.start(broker.port(), "lab/one");
        two = Boards.start(broker.port(), "shed/two");
        program = Program.at(broker.port());
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        two.close();
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> examplesOfTheManual() throws IOException {
        List<ManualExample> examples = ManualExample.of("mqs.5");
        assertEquals(10, examples.size());
        Files.writeString(folder.resolve("app.py"), "sensors = ['heat']\ndef read(name): return 21\n");
        return examples.stream().map(each -> DynamicTest.dynamicTest(each.command(), () -> check(each)));
    }

    private void check(ManualExample example) throws IOException {
        List<String> words = new ArrayList<>(List.of(example.command().split(" ")));
        Path script = Files.writeString(folder.resolve(words.get(0)), example.text());
        words.set(0, script.toString());
        words.replaceAll(word -> word.equals("app.py") ? folder.resolve(word).toString() : word);
        Program.Ended checked = program.with("--check").run(words.toArray(String[]::new));
        assertEquals(0, checked.code(), checked::toString);
        Program.Ended ended = program.board("lab/one").run(words.toArray(String[]::new));
        assertEquals(example.prints().toString(), ended.out(), ended::toString);
        assertEquals(0, ended.code(), ended::toString);
    }

    private Path script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void forOverTwoBoards_oneOfWhichFails_endsWith4() throws IOException {
        Files.writeString(one.flash().resolve("here.txt"), "on one\n");
        Path script =
                script("both.mqs", "%for BOARD in */*\n    %cat :here.txt\n    %echo $BOARD\n%end\n%echo never\n");
        Program.Ended ended = program.run(script.toString());
        assertEquals("on one\nlab/one\n", ended.out(), ended::toString);
        assertEquals(
                script + ":2: shed/two: /here.txt: not found\n" + script + ":1: 1 of 2 boards failed: shed/two\n",
                ended.err());
        assertEquals(4, ended.code());
    }

    @Test
    void pythonThatFailsOnAllBoards_endsWith1_andTheNextLineOfAnOptimistIsRun() throws IOException {
        Path script = script(
                "all.mqs",
                "%onerror continue\n%for BOARD in lab/one shed/two\n    if True:\n        1/0\n%end\n%echo end\n");
        Program.Ended ended = program.run(script.toString());
        assertEquals("end\n", ended.out(), ended::toString);
        assertTrue(ended.err().contains(script + ":3: ZeroDivisionError"), ended::toString);
        assertTrue(ended.err().contains(":2: 2 of 2 boards failed: lab/one, shed/two\n"), ended::toString);
        assertEquals(1, ended.code());
    }

    @Test
    void ctrlC_endsASleep_whateverTrySays() throws IOException {
        Path script =
                script("sleep.mqs", "%onerror continue\n%try\n    %echo begun\n    %sleep 1h\n%end\n%echo never\n");
        try (Program.Running running = program.board("lab/one").start(script.toString())) {
            running.out().await("begun\n", LIMIT);
            running.interrupt();
            Program.Ended ended = running.end(LIMIT);
            assertEquals("begun\n", ended.out(), ended::toString);
            assertEquals(130, ended.code(), ended::toString);
        }
    }

    @Test
    void ctrlC_interruptsTheBoardWithinALoop() throws IOException {
        Path script = script(
                "loop.mqs", "%for x in 1 2\n    print('begun')\n    while True:\n        pass\n%end\n%echo never\n");
        try (Program.Running running = program.board("lab/one").start(script.toString())) {
            running.out().await("begun", LIMIT);
            running.interrupt();
            assertEquals(130, running.end(LIMIT).code());
        }
        assertEquals("2\n", program.board("lab/one").succeed("eval", "1+1"));
    }

    @Test
    void blockAtThePrompt_isCollectedToItsEnd() {
        try (TerminalWindow window = program.board("lab/one").window()) {
            window.awaitText("mqboard>", LIMIT);
            window.enter("%for n in 20 22");
            window.awaitText("...", LIMIT);
            window.enter("%eval $n + 1000");
            window.enter("%end");
            window.awaitText("1020", LIMIT);
            window.awaitText("1022", LIMIT);
            window.enter("x = %eval 3000 + 21");
            window.enter("%echo <$x>");
            window.awaitText("<3021>", LIMIT);
        }
    }
}
