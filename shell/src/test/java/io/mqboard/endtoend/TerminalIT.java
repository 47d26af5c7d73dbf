package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and does, on real parts: a terminal, a broker, boards. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TerminalIT {
    private static final String PROMPT = "term/a mqboard>";
    private static final String ENDLESS = "exec('print(\"running\")\\nwhile True: pass')";

    private static MosquittoServer broker;
    private static SimBoard board;
    private static SimBoard other;

    @TempDir
    Path home;

    private TerminalWindow window;

    @BeforeAll
    static void startParts() {
        broker = MosquittoServer.plain();
        board = SimBoard.start("127.0.0.1", broker.port(), "term/a");
        other = SimBoard.start("127.0.0.1", broker.port(), "term/b");
    }

    @AfterAll
    static void stopParts() throws IOException {
        board.close();
        other.close();
        broker.close();
    }

    private void open() {
        open(broker.port());
    }

    private void open(int port) {
        window = Program.at(port).board("term/a").window(home);
        window.awaitEnd(PROMPT);
    }

    @AfterEach
    void close() {
        if (window != null) {
            window.close();
        }
    }

    @Test
    void firstLine_isAnswered_andControlDLeaves() {
        open();
        window.enter("45+876");
        window.awaitEnd(PROMPT + " 45+876\n921\n" + PROMPT);
        window.press("C-d");
        window.awaitEnd("exit code 0");
    }

    @Test
    void endlessLoop_isStoppedByControlC() {
        open();
        window.enter(ENDLESS);
        window.awaitEnd("\nrunning");
        window.press("C-c");
        window.awaitText("KeyboardInterrupt");
        window.awaitEnd(PROMPT);
        window.enter("'still ' + 'there'");
        window.awaitText("'still there'");
    }

    private static String thirtyLines() {
        StringBuilder text = new StringBuilder("class Sample:\n    \"\"\"Has a text.\n\n    Of lines.\n    \"\"\"\n");
        for (int i = 0; i < 5; i++) {
            text.append("\n    def value").append(i).append("(self):\n        if self:\n            return ");
            text.append(i).append("\n\n");
        }
        return text.toString();
    }

    @Test
    void pastedClass_keepsItsShape() throws IOException {
        for (boolean brackets : new boolean[] {true, false}) {
            open();
            window.paste(thirtyLines(), brackets);
            window.awaitText("return 4");
            window.press("Enter");
            window.awaitEnd("\n" + PROMPT);
            window.enter("Sample().value3() + Sample().value4()");
            window.awaitEnd("value4()\n7\n" + PROMPT);
            window.close();
        }
        window = null;
    }

    @Test
    void tab_completesPathsOfTheBoard() {
        open();
        window.type("%cat :bo");
        // The first Tab may come before the board has answered; then it does nothing.
        window.await("the one that begins so", text -> {
            if (window.lastLine().endsWith(":bo")) {
                window.press("Tab");
            }
            return window.lastLine().equals(PROMPT + " %cat :boot.py");
        });
        window.press("C-c");
        window.type("%ls :lib/mqboard/s");
        window.await("all that begin so", text -> {
            if (!text.contains("streams.py")) {
                window.press("Tab");
            }
            return text.contains("session.py") && text.contains("settings.py") && text.contains("streams.py");
        });
    }

    @Test
    void tab_completesNamesOfTheBoard_andTellsWhatTheyAre() {
        open();
        window.enter("class Lamp: label = 'a lamp'");
        window.press("Enter");
        window.awaitEnd("\n" + PROMPT);
        window.enter("blinky = Lamp()");
        window.awaitEnd("= Lamp()\n" + PROMPT);
        window.type("blinky.la");
        window.press("Tab");
        // The answer may take longer than Tab waits; then it does nothing, and the next one has it.
        window.await("the attribute", text -> {
            if (window.lastLine().endsWith(".la")) {
                window.press("Tab");
            }
            return window.lastLine().equals(PROMPT + " blinky.label");
        });
        window.await("what it is", text -> {
            window.press("Tab");
            return text.contains("blinky.label: str 'a lamp'");
        });
        window.press("C-c");
        window.type("%put a b zzqq");
        window.press("Tab", "Tab");
        window.awaitText("%put [");
        window.awaitEnd(PROMPT + " %put a b zzqq");
    }

    @Test
    void wideAndCombiningCharacters_areEditedInTheirPlaces() {
        open();
        window.type("'\u6e29\u5ea6e\u0301'");
        window.awaitEnd("'\u6e29\u5ea6e\u0301'");
        window.press("Left", "BSpace", "BSpace");
        window.awaitEnd("'\u6e29\u5ea6'");
        window.type("\u6e7f");
        window.press("C-e");
        window.type("[1:]");
        window.awaitEnd(PROMPT + " '\u6e29\u5ea6\u6e7f'[1:]");
        window.press("Enter");
        // MicroPython escapes them in a repr.
        window.awaitEnd("[1:]\n'\\u5ea6\\u6e7f'\n" + PROMPT);
    }

    @Test
    void earlierLine_isSuggested_andTakenByTheRightArrow() {
        open();
        window.enter("45 + 876");
        window.awaitEnd("\n921\n" + PROMPT);
        window.type("45");
        window.awaitEnd(PROMPT + " 45 + 876");
        window.press("Right", "Enter");
        window.awaitEnd(PROMPT + " 45 + 876\n921\n" + PROMPT);
    }

    @Test
    void put_showsABar_andTheFileIsKnownToTab() throws IOException {
        byte[] content = new byte[4_000_000];
        new Random(1).nextBytes(content);
        Files.write(home.resolve("long name.bin"), content);
        try (FaultProxy line = FaultProxy.mqtt("127.0.0.1", broker.port())) {
            line.toServer().bytesPerSecond(2_000_000);
            open(line.port());
            window.enter("%put '" + home.resolve("long name.bin") + "' :");
            window.await("a bar", text -> text.contains("[=") && text.contains("%") && text.contains("B/s"));
            window.awaitEnd("\n" + PROMPT);
            assertFalse(window.text().contains("[="), "the bar is taken away");
            assertTrue(window.text().contains("sent 1 file, 4.0 MB in "), window.text());
            window.type("%cat :lon");
            window.await("its name", text -> {
                if (window.lastLine().endsWith(":lon")) {
                    window.press("Tab");
                }
                return window.lastLine().equals(PROMPT + " %cat :long\\ name.bin");
            });
            window.close();
            window = null;
        }
    }

    @Test
    void outputComesAsItIsPrinted_andIsHarmless() throws IOException {
        open();
        window.enter("import time");
        window.awaitEnd("import time\n" + PROMPT);
        window.paste("for i in range(3):\n    print('line', i, '\\x1b[2J')\n    time.sleep(0.5)\n", true);
        window.press("Enter");
        window.await("the first line alone", text -> text.endsWith("line 0 \\x1b[2J"));
        window.awaitEnd("line 2 \\x1b[2J\n" + PROMPT);
    }

    /** Several times, because whoever waits for room in the terminal must not be forgotten when Ctrl-C comes. */
    @Test
    void flood_stopsAtControlC() {
        open();
        for (int i = 0; i < 6; i++) {
            window.enter("for i in range(100000): print('x' * 70)");
            window.press("Enter");
            window.awaitText("xxxxxxxxx");
            window.press("C-c");
            window.await("a prompt", text -> text.contains("KeyboardInterrupt") && text.endsWith(PROMPT));
            window.enter("45+876");
            window.awaitEnd("921\n" + PROMPT);
            window.press("C-l");
            window.awaitEnd(PROMPT);
        }
    }

    @Test
    void otherBoard_goesAndComes_aboveWhatIsTyped() throws IOException {
        open();
        window.type("half a li");
        window.awaitEnd(PROMPT + " half a li");
        other.stop();
        window.awaitEnd("term/b went offline (lost)\n" + PROMPT + " half a li");
        other.start();
        window.await(
                "it again", text -> text.contains("term/b is online again") && text.endsWith(PROMPT + " half a li"));
    }

    @Test
    void broker_isStoppedAndStarted_whileOneTypes() throws IOException {
        open();
        window.type("45+");
        window.awaitEnd(PROMPT + " 45+");
        broker.stop();
        window.awaitEnd("term/a (no connection) mqboard> 45+");
        window.type("8");
        window.awaitEnd("term/a (no connection) mqboard> 45+8");
        int before = board.connections();
        int beforeOther = other.connections();
        broker.start();
        board.awaitConnections(before + 1);
        other.awaitConnections(beforeOther + 1);
        window.awaitEnd(PROMPT + " 45+8");
        window.enter("76");
        window.awaitEnd("\n921\n" + PROMPT);
    }

    @Test
    void board_isReset_whileItRuns() {
        open();
        window.enter(ENDLESS);
        window.awaitEnd("\nrunning");
        int before = board.connections();
        board.reset();
        board.awaitConnections(before + 1);
        window.await("a word about it", text -> text.contains("reset") && text.endsWith(PROMPT));
        window.enter("45+876");
        window.awaitEnd("921\n" + PROMPT);
    }

    @Test
    void history_isKept_andControlCClearsTheLine() throws IOException {
        open();
        window.enter("kept = 40 + 2");
        window.awaitEnd("\n" + PROMPT);
        window.enter("password = 'geheim'");
        window.awaitEnd("\n" + PROMPT);
        window.press("C-d");
        window.awaitEnd("exit code 0");
        window.close();
        open();
        window.type("wrong");
        window.press("C-c", "Up");
        window.awaitEnd("\n" + PROMPT + " kept = 40 + 2");
        assertEquals("kept = 40 + 2\n", Files.readString(home.resolve(".local/state/mqboard/history")));
    }

    @Test
    void brokerThatIsNotThere_isSaidInOneLine() {
        window = Program.at(MosquittoServer.freePort()).window(home);
        window.awaitEnd("exit code 3");
        String said = window.text().replace("\n", "");
        assertTrue(said.matches("127.0.0.1:\\d+ refuses the connection.*exit code 3"), said);
    }
}
