package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.FaultProxy;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the shell behaves in terminals that are small, change, have no colours, or are left for a while. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MannersIT {
    private static final String PROMPT = "manners/a mqboard>";

    private static MosquittoServer broker;
    private static SimBoard board;

    @TempDir
    Path home;

    private TerminalWindow window;

    @BeforeAll
    static void startParts() {
        broker = MosquittoServer.plain();
        board = SimBoard.start("127.0.0.1", broker.port(), "manners/a");
    }

    @AfterAll
    static void stopParts() throws IOException {
        board.close();
        broker.close();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static Program program() {
        return Program.at(broker.port()).board("manners/a");
    }

    @Test
    void smallWindow_andItsChanges_keepTheLine() {
        window = program().window(home);
        window.awaitEnd(PROMPT);
        window.resize(60, 12);
        String line = "'begins ' + '" + "x".repeat(60) + "' + ' ends'";
        window.type(line);
        window.await("all of it", text -> text.replace("\n", "").endsWith(PROMPT + " " + line));
        window.resize(40, 12);
        window.await("all of it, anew", text -> text.replace("\n", "").endsWith(PROMPT + " " + line));
        window.resize(100, 30);
        window.await("all of it, wide", text -> text.replace("\n", "").endsWith(PROMPT + " " + line));
        window.press("Enter");
        window.await(
                "the value", text -> text.replace("\n", "").contains("'begins xxx") && text.endsWith("\n" + PROMPT));
    }

    @Test
    void noColor_isHonoured() {
        window = program().window(home, List.of("env", "NO_COLOR=1"));
        window.awaitEnd(PROMPT);
        window.enter("if 'text': 1/0");
        window.press("Enter");
        window.awaitText("ZeroDivisionError");
        window.awaitEnd("\n" + PROMPT);
        assertFalse(window.colors().contains("\u001b[3"), window.colors());
        window.close();
        window = program().window(home);
        window.awaitEnd(PROMPT);
        window.type("x = 'open");
        window.awaitEnd("'open");
        assertTrue(
                window.colors().contains("\u001b[31m'open"), "a quote that is not closed is red: " + window.colors());
    }

    @Test
    void suspended_andResumed_itGoesOnWithTheLine() throws IOException {
        Path script = home.resolve("start");
        program().script(script);
        window = new TerminalWindow(home, List.of("env", "PS1=jobs: ", "bash", "--norc", "--noprofile", "-i"));
        window.awaitEnd("jobs:");
        window.enter("sh " + script);
        window.awaitEnd(PROMPT);
        window.type("45+");
        window.awaitEnd(PROMPT + " 45+");
        window.press("C-z");
        window.await("the shell it was started from", text -> text.contains("Stopped") && text.endsWith("jobs:"));
        window.enter("fg");
        window.awaitEnd(PROMPT + " 45+");
        window.enter("876");
        window.awaitEnd("45+876\n921\n" + PROMPT);
    }

    /** What a key does never waits for the broker: the answer to the first line is still on its way when the second is typed. */
    @Test
    void farFromTheBroker_typingGoesOn() throws IOException {
        try (FaultProxy line = FaultProxy.mqtt("127.0.0.1", broker.port())) {
            line.toClient().latency(Duration.ofMillis(150));
            line.toServer().latency(Duration.ofMillis(150));
            window = Program.at(line.port()).board("manners/a").window(home);
            window.awaitEnd(PROMPT);
            window.enter("45+876");
            window.type("'second'");
            window.awaitEnd("45+876\n921\n" + PROMPT + " 'second'");
            window.press("Enter");
            window.awaitEnd("'second'\n'second'\n" + PROMPT);
        }
    }

    @Test
    void paste_runsWhatWasCopied() throws IOException {
        window = program().window(home);
        window.awaitEnd(PROMPT);
        window.copy("def f(x):\n    y = x * 2\n\n    return y\n\nprint('pasted', f(21))\n%pwd\n");
        window.enter("%paste");
        window.await("what it printed", text -> text.contains("pasted 42\n") && text.endsWith("\n" + PROMPT));
    }

    @Test
    void names_withWideAndCombiningCharacters_standInTheirColumns() throws IOException {
        Files.writeString(home.resolve("\u6e29\u5ea6 e\u0301.txt"), "wide\n");
        window = program().window(home);
        window.awaitEnd(PROMPT);
        window.enter("%put '" + home.resolve("\u6e29\u5ea6 e\u0301.txt") + "' :/");
        window.await("the end of it", text -> text.contains("sent 1 file") && text.endsWith("\n" + PROMPT));
        window.type("%cat :\u6e29");
        window.await("the name", text -> {
            if (window.lastLine().endsWith(":\u6e29")) {
                window.press("Tab");
            }
            return window.lastLine().equals(PROMPT + " %cat :\u6e29\u5ea6\\ e\u0301.txt");
        });
        window.press("Enter");
        window.awaitEnd("wide\n" + PROMPT);
    }
}
