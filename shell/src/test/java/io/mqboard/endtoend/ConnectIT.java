package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One shell and two brokers, the second of which wants a password: settings, connections and profiles changed at the prompt. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ConnectIT {
    private static final String PASSWORD = "Zebra-7-hat";

    @TempDir
    static Path folder;

    private static MosquittoServer open;
    private static MosquittoServer guarded;
    private static SimBoard one;
    private static SimBoard two;

    @TempDir
    Path home;

    private TerminalWindow window;

    @BeforeAll
    static void startParts() throws Exception {
        Path passwords = folder.resolve("passwords");
        Process process = new ProcessBuilder(
                        MosquittoServer.passwordProgram(), "-c", "-b", passwords.toString(), "anna", PASSWORD)
                .start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0);
        open = MosquittoServer.plain();
        guarded = MosquittoServer.plain("allow_anonymous false", "password_file " + passwords);
        one = Boards.start(open.port(), "t/one", "RSSI=-61");
        two = Boards.start(
                guarded.port(), "t/two", "SETTING=username = 'anna'", "SETTING=password = '" + PASSWORD + "'");
    }

    @AfterAll
    static void stopParts() throws IOException {
        one.close();
        two.close();
        open.close();
        guarded.close();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void openWindow() throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve(".config/mqboard")).resolve("config"),
                "# both\n[profile home]\nserver = 127.0.0.1\nport = " + open.port()
                        + "\n[profile lab]\nserver = 127.0.0.1\nport = " + guarded.port() + "\nusername = anna\n");
        window = Program.bare().with("-P", "home").window(home);
        window.awaitEnd("t/one mqboard>");
    }

    @Test
    void profile_isSwitched_andThePasswordIsAskedForAndKeptNowhere() throws IOException {
        openWindow();
        window.enter("where = 'here'");
        window.awaitEnd("'here'\nt/one mqboard>");
        window.enter("%profile lab");
        window.awaitEnd("Password of anna at 127.0.0.1:");
        window.enter("wrong");
        window.awaitText("does not authorise this client");
        window.awaitEnd("[lab] (disconnected) mqboard>");
        window.enter("1");
        window.awaitText("there is no connection to a broker; %connect makes one");
        window.enter("%connect");
        window.await("the question again", text -> text.endsWith("%connect\nPassword of anna at 127.0.0.1:"));
        window.enter(PASSWORD);
        window.awaitEnd("t/two mqboard>");
        window.enter("where");
        window.awaitText("NameError");
        window.enter("%connect home");
        window.awaitEnd("t/one mqboard>");
        window.enter("where");
        window.awaitText("'here'\nt/one mqboard>");
        window.enter("%profile lab");
        window.awaitEnd("t/two mqboard>");
        assertEquals(2, window.text().split("Password of anna", -1).length - 1, window.text());
        window.enter("%quit");
        window.awaitText("exit code 0");
        String history = Files.readString(home.resolve(".local/state/mqboard/history"));
        assertTrue(history.contains("%profile lab"), history);
        assertFalse(history.contains(PASSWORD) || history.contains("wrong"), history);
        assertFalse(window.text().contains(PASSWORD), window.text());
    }

    @Test
    void disconnected_andConnectedAgain_theSessionEndsInGoodOrder() throws IOException {
        openWindow();
        window.enter("%disconnect");
        window.awaitEnd("disconnected from mqtt://127.0.0.1:" + open.port() + "\n[home] (disconnected) mqboard>");
        window.enter("%ls");
        window.awaitText("%connect makes one");
        window.enter("%connect 127.0.0.1:" + MosquittoServer.freePort());
        window.awaitText("refuses the connection");
        window.awaitEnd("(disconnected) mqboard>");
        window.enter("%connect home");
        window.awaitEnd("t/one mqboard>");
        window.enter("45+876");
        window.awaitEnd("921\nt/one mqboard>");
    }

    @Test
    void status_tellsTheSignal_andWhatTheSessionHasDone() throws IOException {
        openWindow();
        window.enter("%status");
        window.await(
                "the figures",
                text -> text.matches("(?s).*\nrssi +-61\n.*")
                        && text.matches("(?s).*\nreconnects +0\n.*")
                        && text.matches("(?s).*\nsent +[1-9]\\d* messages, .*\nreceived +[1-9]\\d* messages, .*")
                        && text.matches("(?s).*\nrequests +[1-9]\\d*, 0 repeated\n.*"));
        window.enter("%top --once");
        window.awaitText("-61 ");
    }

    @Test
    void settings_areChangedAtThePrompt_andSaved() throws IOException {
        openWindow();
        window.type("%set tim");
        window.press("Tab");
        window.awaitEnd("%set timeout");
        window.enter(" 1.5");
        window.enter("import time; time.sleep(0.1)");
        window.enter("%set timeout");
        window.await("the value", text -> text.contains("timeout         1.5\nfrom            this session"));
        window.enter("%set color no --save");
        window.awaitText("wrote color to ");
        window.enter("1/0");
        window.awaitText("ZeroDivisionError");
        window.awaitEnd("\nt/one mqboard>");
        assertFalse(window.colors()
                .lines()
                .filter(line -> line.contains("ZeroDiv"))
                .findFirst()
                .orElse("")
                .contains("\u001b[3"));
        String file = Files.readString(home.resolve(".config/mqboard/config"));
        assertTrue(file.startsWith("# both\ncolor = no\n\n[profile home]\n"), file);
    }
}
