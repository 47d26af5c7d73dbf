package io.mqboard.shell.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.magics.StandardMagics;
import io.mqboard.shell.script.language.Variables;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.ConnectFailedException;
import io.mqboard.transport.ConnectionLostException;
import io.mqboard.transport.InterruptedCallException;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.OutputListener.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole interactive shell in this JVM: a terminal in memory on one side, a session in memory on the other. */
@Timeout(60)
class InteractiveTest {
    @TempDir
    Path home;

    private VirtualScreen glass;
    private TestSession session = TestSession.up();
    private TestBoard board = session.board("esp32/sim1");
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    @BeforeEach
    void prepare() throws IOException {
        glass = new VirtualScreen(80, 200, "xterm-256color");
        board.status(true, "normal", "01", "power");
    }

    private void start(@Nullable String name) {
        Settings settings =
                new Settings(BrokerOptions.of("localhost", 1883, null), name, null, false, false, false, false, true);
        Configuration configuration = Configuration.of(settings);
        Connection connection = new Connection(options -> session, configuration, Clock.systemUTC());
        try {
            connection.session();
        } catch (MqboardException e) {
            throw new AssertionError(e);
        }
        Interactive.Surroundings surroundings =
                new Interactive.Surroundings(Map.of(), home, home, System::nanoTime, () -> true);
        Interactive shell = new Interactive(
                configuration, StandardMagics.table(), connection, Variables.of(Map.of()), surroundings);
        Thread thread = new Thread(() -> exitCode.complete(shell.run(glass.terminal())), "test-shell");
        thread.start();
    }

    private void startAtPrompt() throws InterruptedException {
        start("esp32/sim1");
        glass.awaitLastLine("esp32/sim1 mqboard>");
    }

    @AfterEach
    void end() throws Exception {
        if (!exitCode.isDone()) {
            glass.control('c');
            glass.control('d');
            assertEquals(0, exitCode.get(10, TimeUnit.SECONDS));
        }
        glass.close();
    }

    @Test
    void python_runsOnTheBoardAndItsOutputIsShown() throws Exception {
        board.code = (source, output, call) -> {
            output.output(Channel.VALUE, "921\n".getBytes(UTF_8));
            call.result.complete(null);
        };
        startAtPrompt();
        glass.type("45+876\n");
        glass.await("the answer", text -> text.endsWith("mqboard> 45+876\n921\nesp32/sim1 mqboard>"));
    }

    @Test
    void output_comesAsItIsPrinted_withSplitCharactersAndWithoutControl() throws Exception {
        CompletableFuture<TestBoard.TestCall<Void>> running = new CompletableFuture<>();
        board.code = (source, output, call) -> {
            byte[] text = "gr\u00f6\u00dfe \u001b[2J\r\n".getBytes(UTF_8);
            output.output(Channel.OUTPUT, Arrays.copyOf(text, 3));
            output.output(Channel.OUTPUT, Arrays.copyOfRange(text, 3, text.length));
            running.complete(call);
        };
        startAtPrompt();
        glass.type("f()\n");
        glass.awaitLastLine("gr\u00f6\u00dfe \\x1b[2J");
        running.get().result.complete(null);
        glass.awaitLastLine("esp32/sim1 mqboard>");
    }

    @Test
    void disconnected_thePromptSaysSo_andAnotherConnectionBringsItsBoard() throws Exception {
        TestSession first = session;
        startAtPrompt();
        glass.type("%disconnect\n");
        glass.awaitLastLine("(disconnected) mqboard>");
        assertEquals(BrokerSession.State.CLOSED, first.state());
        glass.type("1\n");
        glass.await("why not", text -> text.endsWith("%connect makes one\n(disconnected) mqboard>"));
        session = TestSession.up();
        session.board("esp32/sim1").status(true, "safe", "02", "power");
        glass.type("%connect\n");
        glass.awaitLastLine("esp32/sim1 (safe) mqboard>");
    }

    @Test
    void connectionThatDoesNotComeAbout_leavesAShellWithout() throws Exception {
        startAtPrompt();
        session = new TestSession();
        glass.type("%connect elsewhere\n");
        assertTrue(session.asked.await(10, TimeUnit.SECONDS));
        glass.control('c');
        glass.awaitLastLine("(disconnected) mqboard>");
        session = TestSession.up();
        session.board("esp32/sim1").status(true, "normal", "02", "power");
        glass.type("%connect\n");
        glass.awaitLastLine("esp32/sim1 mqboard>");
    }

    @Test
    void colours_areSwitchedOffAndOn() throws Exception {
        startAtPrompt();
        glass.type("%set color no\n");
        glass.await("the next prompt", text -> text.endsWith("%set color no\nesp32/sim1 mqboard>"));
        assertTrue(glass.written().endsWith("esp32/sim1 mqboard> "), glass.written());
        glass.type("%set color yes\n");
        glass.await("the next prompt", text -> text.endsWith("%set color yes\nesp32/sim1 mqboard>"));
        assertFalse(glass.written().endsWith("esp32/sim1 mqboard> "), glass.written());
    }

    @Test
    void traceback_isRed() throws Exception {
        board.code = (source, output, call) -> {
            output.output(Channel.ERROR, "ZeroDivisionError: divide by zero\n".getBytes(UTF_8));
            call.result.complete(null);
        };
        startAtPrompt();
        glass.type("1/0\n");
        glass.await("the prompt after it", text -> text.endsWith("by zero\nesp32/sim1 mqboard>"));
        assertTrue(glass.written().contains("\u001b[31mZeroDivisionError: divide by zero\u001b[0m"), glass.written());
    }

    @Test
    void controlC_duringACommand_goesToTheBoard() throws Exception {
        CompletableFuture<TestBoard.TestCall<Void>> running = new CompletableFuture<>();
        board.code = (source, output, call) -> running.complete(call);
        startAtPrompt();
        glass.type("while True: pass\n\n");
        TestBoard.TestCall<Void> call = running.get(10, TimeUnit.SECONDS);
        glass.control('c');
        glass.await("a new prompt", text -> text.endsWith("interrupted\nesp32/sim1 mqboard>"));
        assertTrue(call.interrupted.isDone());
    }

    @Test
    void controlC_twice_leavesABoardThatDoesNotAnswer() throws Exception {
        CompletableFuture<TestBoard.TestCall<Void>> running = new CompletableFuture<>();
        board.code = (source, output, call) -> {
            call.endsWhenInterrupted = false;
            running.complete(call);
        };
        startAtPrompt();
        glass.type("f()\n");
        TestBoard.TestCall<Void> call = running.get(10, TimeUnit.SECONDS);
        glass.control('c');
        call.interrupted.get(10, TimeUnit.SECONDS);
        glass.control('c');
        glass.await("a new prompt", text -> text.endsWith("interrupted\nesp32/sim1 mqboard>"));
        assertFalse(call.result.isDone());
    }

    @Test
    void flood_isShownToItsEnd_andControlCStopsItAtOnce() throws Exception {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        byte[] line = "x".repeat(59).concat("\n").repeat(60).getBytes(UTF_8);
        board.code = (source, output, call) -> {
            call.endsWhenInterrupted = false;
            Runnable flood = () -> {
                while (!call.interrupted.isDone()) {
                    output.output(Channel.OUTPUT, line);
                }
                call.result.completeExceptionally(new InterruptedCallException("interrupted"));
                stopped.complete(null);
            };
            new Thread(flood, "test-flood").start();
        };
        startAtPrompt();
        glass.type("f()\n");
        glass.awaitText("xxxxxxxxx");
        glass.control('c');
        stopped.get(5, TimeUnit.SECONDS);
        glass.await("a new prompt", text -> text.endsWith("interrupted\nesp32/sim1 mqboard>"));
    }

    @Test
    void keysTypedDuringACommand_areKeptForThePrompt() throws Exception {
        CompletableFuture<TestBoard.TestCall<Void>> running = new CompletableFuture<>();
        board.code = (source, output, call) -> running.complete(call);
        startAtPrompt();
        glass.type("f()\n");
        TestBoard.TestCall<Void> call = running.get(10, TimeUnit.SECONDS);
        glass.type("typed ahead");
        call.result.complete(null);
        glass.awaitLastLine("esp32/sim1 mqboard> typed ahead");
    }

    @Test
    void prompt_followsBoardAndConnection_whileOneTypes() throws Exception {
        startAtPrompt();
        glass.type("half a li");
        glass.awaitLastLine("esp32/sim1 mqboard> half a li");
        session.become(BrokerSession.State.RECONNECTING, new ConnectionLostException("the connection was cut"));
        glass.awaitText("the connection was cut; connecting again");
        glass.awaitLastLine("esp32/sim1 (no connection) mqboard> half a li");
        session.become(BrokerSession.State.CONNECTED, null);
        glass.awaitLastLine("esp32/sim1 mqboard> half a li");
        glass.awaitText("connected to mqtt://localhost:1883 again");
        session.boardBecomes(board, false, "normal", "01", "lost");
        glass.awaitLastLine("esp32/sim1 (offline) mqboard> half a li");
        session.boardBecomes(board, true, "safe", "02", "wdt");
        glass.awaitLastLine("esp32/sim1 (safe) mqboard> half a li");
        glass.awaitText("esp32/sim1 is online again in safe mode (wdt)");
    }

    @Test
    void brokerThatRefuses_endsTheShellWithItsExitCode() throws Exception {
        session = new TestSession();
        session.connected.completeExceptionally(new ConnectFailedException("nothing listens at localhost:1883"));
        start(null);
        assertEquals(3, exitCode.get(10, TimeUnit.SECONDS));
        assertEquals("nothing listens at localhost:1883", glass.text());
    }

    @Test
    void brokerThatIsSilent_leavesAPromptThatWorks() throws Exception {
        session = new TestSession();
        start("esp32/sim1");
        glass.awaitLastLine("esp32/sim1 (connecting) mqboard>");
        session.connected.completeExceptionally(new ConnectFailedException("localhost:1883 does not answer"));
        glass.awaitText("localhost:1883 does not answer; trying again");
        session.become(BrokerSession.State.CONNECTED, null);
        glass.awaitLastLine("esp32/sim1 mqboard>");
    }

    @Test
    void onlyBoard_isSelected() throws Exception {
        start(null);
        glass.awaitLastLine("esp32/sim1 mqboard>");
    }

    @Test
    void partOfAName_isEnough() throws Exception {
        session.board("esp32/other").status(true, "normal", "01", "power");
        start("sim");
        glass.awaitLastLine("esp32/sim1 mqboard>");
    }

    @Test
    void globOfSeveral_selectsAll() throws Exception {
        session.board("esp32/sim2").status(true, "normal", "01", "power");
        start("esp32/*");
        glass.awaitLastLine("esp32/* (2) mqboard>");
    }

    @Test
    void nameOfSeveral_isSaid() throws Exception {
        session.board("esp32/sim2").status(true, "normal", "01", "power");
        start("sim");
        glass.awaitText("sim may be esp32/sim1, esp32/sim2; choose with %board");
        glass.awaitLastLine("sim mqboard>");
    }

    @Test
    void severalBoards_noneIsSelected() throws Exception {
        session.board("esp32/sim2").status(true, "normal", "01", "power");
        start(null);
        glass.awaitLastLine("mqboard>");
        glass.type("%board sim2\n");
        glass.awaitLastLine("esp32/sim2 mqboard>");
    }

    @Test
    void tab_answersAtOnce_whenTheBoardIsSilent() throws Exception {
        board.folder("/", "boot.py", "main.py");
        board.holdBack = true;
        startAtPrompt();
        glass.type("%cat :ma\t");
        glass.type("x");
        glass.awaitLastLine("esp32/sim1 mqboard> %cat :max");
        board.answerListings();
        glass.type("\u007f\t");
        glass.awaitLastLine("esp32/sim1 mqboard> %cat :main.py");
    }

    @Test
    void quit_leaves() throws Exception {
        startAtPrompt();
        glass.type("%quit\n");
        assertEquals(0, exitCode.get(10, TimeUnit.SECONDS));
    }

    @Test
    void localCommand_isFollowedByAPrompt() throws Exception {
        startAtPrompt();
        glass.type("!true\n");
        glass.await("a new prompt", text -> text.endsWith("!true\nesp32/sim1 mqboard>"));
    }

    @Test
    void dumbTerminal_readsLinesAndBlocks() throws Exception {
        glass.close();
        glass = new VirtualScreen(80, 200, "dumb");
        LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();
        board.code = (source, output, call) -> {
            ran.add(source);
            output.output(Channel.VALUE, "921\n".getBytes(UTF_8));
            call.result.complete(null);
        };
        startAtPrompt();
        glass.type("45+876\n");
        glass.await("the answer", text -> text.endsWith("45+876\n921\nesp32/sim1 mqboard>"));
        glass.type("if x:\n");
        glass.awaitLastLine("...");
        glass.type("  y\n\n");
        glass.awaitLastLine("esp32/sim1 mqboard>");
        session.boardBecomes(board, false, "normal", "01", "lost");
        glass.await("the news", text -> text.endsWith("esp32/sim1 went offline (lost)\nesp32/sim1 mqboard>"));
        assertEquals("45+876", ran.poll());
        assertEquals("if x:\n  y", ran.poll());
        assertFalse(glass.written().contains("\u001b"), glass.written());
        glass.type("%quit\n");
        exitCode.get(10, TimeUnit.SECONDS);
    }

    @Test
    void controlC_whileCandidatesAreListed_clearsTheLine() throws Exception {
        board.folder("/", "one.py", "other.py");
        startAtPrompt();
        glass.type("%cat :o\t");
        glass.awaitText("other.py");
        glass.control('c');
        glass.type("%quit\n");
        assertEquals(0, exitCode.get(10, TimeUnit.SECONDS));
    }

    @Test
    void suggestion_isShownFaintly_andTakenByTheRightArrow() throws Exception {
        LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();
        board.code = (source, output, call) -> {
            ran.add(source);
            call.result.complete(null);
        };
        startAtPrompt();
        glass.type("blinky.blink(3)\n");
        glass.await("the next prompt", text -> text.endsWith("blink(3)\nesp32/sim1 mqboard>"));
        glass.type("bl");
        glass.awaitLastLine("esp32/sim1 mqboard> blinky.blink(3)");
        assertTrue(glass.written().contains("\u001b[2mlinky.blink(3)"), glass.written());
        glass.type("\u001bOC\n");
        assertEquals("blinky.blink(3)", ran.poll(10, TimeUnit.SECONDS));
        assertEquals("blinky.blink(3)", ran.poll(10, TimeUnit.SECONDS));
        glass.type("bl\n");
        assertEquals("bl", ran.poll(10, TimeUnit.SECONDS), "a suggestion that is not taken is not run");
        glass.await("only what was typed", text -> text.endsWith("mqboard> bl\nesp32/sim1 mqboard>"));
    }

    @Test
    void secondTab_tellsHowAMagicIsWritten() throws Exception {
        startAtPrompt();
        glass.type("%cat :x\t\t");
        glass.awaitText("%cat :FILE...");
        glass.awaitLastLine("esp32/sim1 mqboard> %cat :x");
    }

    @Test
    void secondTab_tellsWhatAnObjectIs() throws Exception {
        board.object("", "", "blinky", "blip");
        board.object("blinky", "Lamp", "label", "light");
        startAtPrompt();
        glass.type("blinky\t\t");
        glass.awaitText("blinky: Lamp with label light");
        glass.awaitLastLine("esp32/sim1 mqboard> blinky");
        glass.control('c');
        board.object("blink", "function");
        glass.type("def blink(times, pause=0.5): pass\n\n");
        glass.await("the next prompt", text -> text.endsWith("\nesp32/sim1 mqboard>"));
        glass.type("blink(\t");
        glass.awaitText("blink(times, pause=0.5): function");
    }

    @Test
    void cell_endsWithABlankLine_andRunsEachStatement() throws Exception {
        LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();
        board.code = (source, output, call) -> {
            ran.add(source.strip());
            call.result.complete(null);
        };
        startAtPrompt();
        glass.type("%%eval\nx = '$1'\nif x:\nprint(x)\n\n");
        assertEquals("x = '$1'", ran.poll(10, TimeUnit.SECONDS));
        assertEquals("if x:\n    print(x)", ran.poll(10, TimeUnit.SECONDS));
        glass.awaitLastLine("esp32/sim1 mqboard>");
    }

    @Test
    void inputrc_setsTheKeysOfVi() throws Exception {
        Files.writeString(home.resolve(".inputrc"), "set editing-mode vi\n");
        LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();
        board.code = (source, output, call) -> {
            ran.add(source);
            call.result.complete(null);
        };
        startAtPrompt();
        glass.type("xyz");
        glass.awaitLastLine("esp32/sim1 mqboard> xyz");
        glass.type("\u001b");
        glass.type("0");
        glass.type("x\n");
        assertEquals("yz", ran.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void arrowsHomeAndEnd_areKnownInAllTheirForms() throws Exception {
        LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();
        board.code = (source, output, call) -> {
            ran.add(source);
            call.result.complete(null);
        };
        startAtPrompt();
        for (String[] keys :
                new String[][] {{"[D", "[1~", "[4~"}, {"OD", "[H", "[F"}, {"[D", "OH", "OF"}, {"OD", "[7~", "[8~"}}) {
            glass.type("bc\u001b" + keys[0] + "x\u001b" + keys[1] + "a\u001b" + keys[2] + "z\n");
            assertEquals("abxcz", ran.poll(10, TimeUnit.SECONDS), String.join(" ", keys));
            glass.await("the next prompt", text -> text.endsWith("\nesp32/sim1 mqboard>"));
        }
    }
}
