package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import io.mqboard.transport.BrokerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs of a real board, and of one that never stops, through a real broker. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LogsIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String PROMPT = "logs/a mqboard>";

    private static MosquittoServer broker;
    private static SimBoard board;

    @TempDir
    Path folder;

    @BeforeAll
    static void startParts() {
        broker = MosquittoServer.plain();
        board = SimBoard.start("127.0.0.1", broker.port(), "logs/a");
    }

    @AfterAll
    static void stopParts() throws IOException {
        board.close();
        broker.close();
    }

    private static Program program() {
        return Program.at(broker.port()).board("logs/a");
    }

    private static LogFlood stranger(String address) throws Exception {
        return new LogFlood(BrokerOptions.of("127.0.0.1", broker.port(), null), address);
    }

    @Test
    void linesOfABoard_areFollowedAcrossAReset_andSaved() throws IOException {
        try (Program.Running logs = program().start("logs", "-n", "app", "--save", folder.toString())) {
            logs.err().await("following logs/a", LIMIT);
            program().succeed("eval", "import logging; logging.getLogger('app').warning('it is hot')");
            logs.out().await("W app: it is hot\n", LIMIT);
            program().succeed("reset");
            logs.out().await("---- logs/a was reset: hard ----\n", LIMIT);
            program().succeed("loglevel", "debug", "app");
            program().succeed("eval", "import logging; logging.getLogger('app').debug('it is cold')");
            logs.out().await("D app: it is cold\n", LIMIT);
            logs.interrupt();
            assertEquals(130, logs.end(LIMIT).code());
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> saved = files.toList();
            assertEquals(1, saved.size(), saved::toString);
            String text = Files.readString(saved.get(0));
            assertTrue(saved.get(0).getFileName().toString().startsWith("logs_a-"), saved::toString);
            assertTrue(text.contains("it is hot") && text.contains("was reset") && text.contains("it is cold"), text);
        }
        assertTrue(program().succeed("logs", "--boot", "-c", "0", "logs/a").contains("I "));
    }

    @Test
    void boardOfProtocol1_gapsAndJson() throws Exception {
        try (Program.Running logs = Program.at(broker.port()).start("-J", "logs", "-c", "4", "old/*");
                LogFlood old = stranger("old/board")) {
            logs.err().await("following", LIMIT);
            old.say("W 14:03:22.107     mqtt: no number");
            old.say("I 14:03:23.107      app: \u001b[2J\t#1");
            old.say("I 14:03:24.107      app: next\t#4");
            Program.Ended ended = logs.end(LIMIT);
            assertEquals(0, ended.code(), ended::toString);
            List<String> lines = ended.out().lines().toList();
            assertTrue(
                    lines.get(0).contains("\"level\":\"warning\",\"time\":\"14:03:22.107\",\"logger\":\"mqtt\""),
                    lines::toString);
            assertFalse(lines.get(1).contains("\u001b"), lines::toString);
            assertTrue(lines.get(2).contains("\"mark\":\"2 lines lost\""), lines::toString);
        }
    }

    @Test
    void flood_aboveThePrompt_leavesWhatIsTypedAlone() throws Exception {
        try (TerminalWindow window = program().window(folder);
                LogFlood flood = stranger("flood")) {
            window.awaitEnd(PROMPT);
            window.enter("%logs --above flood logs/a");
            window.awaitText("come above the prompt");
            flood.begin();
            window.awaitText("lines not shown");
            window.type("45+");
            window.awaitEnd(PROMPT + " 45+");
            window.enter("876");
            window.awaitText("\n921\n");
            window.enter("%logs --off");
            window.awaitText("no log lines above the prompt any more");
            window.awaitEnd(PROMPT);
            window.enter("%logs -c 3 -e 'of a (thousand)' flood");
            window.await(
                    "three lines",
                    text -> text.endsWith("\n" + PROMPT) && text.contains("of a thousand in a second\n" + PROMPT));
            window.enter("%logs flood");
            window.awaitText("following flood");
            window.press("C-c");
            window.awaitEnd("\n" + PROMPT);
        }
    }
}
