package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mqboard.testing.MosquittoServer;
import io.mqboard.testing.SimBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shell knows and measures of two boards at once. */
class SeveralBoardsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static MosquittoServer broker;
    private static SimBoard red;
    private static SimBoard blue;
    private static Program both;
    private static Program one;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startParts() {
        broker = MosquittoServer.plain();
        red = Boards.start(broker.port(), "demo/red");
        blue = Boards.start(broker.port(), "demo/blue");
        both = Program.at(broker.port()).board("demo/*");
        one = Program.at(broker.port()).board("demo/red");
    }

    @AfterAll
    static void stopParts() throws IOException {
        red.close();
        blue.close();
        broker.close();
    }

    @Test
    void python_runsOnAll_andAnswersAreFolded() {
        assertEquals("all 2:\n42\n", both.succeed("eval", "6*7"));
        one.succeed("eval", "only_red = 7");
        Program.Ended ended = both.run("eval", "only_red");
        assertEquals(4, ended.code(), ended::toString);
        assertEquals("demo/red:\n7\n", ended.out());
        assertTrue(ended.err().contains("demo/blue:\nTraceback"), ended::toString);
        assertTrue(ended.err().endsWith("1 of 2 boards failed: demo/blue\n"), ended::toString);
    }

    @Test
    void workingFolder_isKeptForEachBoard() {
        String lines = "%mkdir -p :a/b; %cd a; %cd b; %pwd; %board red; %cd; %board demo/*; %pwd";
        assertEquals("all 2:\n/a/b\ndemo/blue:\n/a/b\ndemo/red:\n/\n", both.succeed("-q", "-c", lines));
    }

    @Test
    void interrupt_stopsAll() {
        try (Program.Running running = both.start("eval", "open('/begun', 'w').close()\nwhile True: pass")) {
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> Files.exists(red.flash().resolve("begun"))
                            && Files.exists(blue.flash().resolve("begun")));
            running.interrupt();
            assertEquals(130, running.end(LIMIT).code());
        }
        assertEquals("all 2:\n1\n", both.succeed("eval", "1"));
    }

    @Test
    void time_isTheBoards_andTheCodeRunsAsTyped() {
        Program.Ended ended = one.run("time", "import time; time.sleep_ms(150); print('done')");
        assertEquals("done\n", ended.out(), ended::toString);
        assertTrue(ended.err().matches("time: (1[5-9]\\d|[2-9]\\d\\d) ms\n|time: .* s\n"), ended::toString);
        assertEquals("42\n", one.succeed("-c", "%time timed = 42\ntimed"));
        Program.Ended failed = one.run("time", "1/0");
        assertEquals(1, failed.code());
        assertTrue(
                failed.err().startsWith("Traceback (most recent call last):\n  File \"<stdin>\", line 1"),
                failed::toString);
        assertEquals("False\n", one.succeed("eval", "'mark' in globals()"));
    }

    @Test
    void timeit_choosesItsLoops() {
        JsonObject result = JsonParser.parseString(one.succeed("-J", "timeit", "-r", "3", "x = 3 * 4"))
                .getAsJsonObject();
        assertEquals(3, result.get("runs").getAsInt());
        assertTrue(result.get("loops").getAsInt() >= 10_000, result::toString);
        assertTrue(result.get("meanMicros").getAsDouble() > 0, result::toString);
        String text = one.succeed("timeit", "-n", "10", "len('a b')");
        assertTrue(text.contains("7 runs, 10 loops each"), text);
    }

    @Test
    void who_namesWhatWasTyped() {
        String text = one.succeed("-c", "who_a = [1, 2, 3]\nwho_b = 'text'\nwho_c = 5\n%who");
        assertTrue(text.matches("(?s).*who_a +list +3\nwho_b +str +4\nwho_c +int.*"), text);
        String json = one.succeed("-J", "who", "list");
        assertTrue(json.contains("{\"board\":\"demo/red\",\"name\":\"who_a\",\"type\":\"list\",\"size\":3}"), json);
    }

    @Test
    void mem_isMeasured() {
        JsonObject result = JsonParser.parseString(one.succeed("-J", "mem")).getAsJsonObject();
        long free = result.get("free").getAsLong();
        long largest = result.get("largest").getAsLong();
        assertTrue(free > 10_000 && largest > 1000 && largest <= free, result::toString);
    }

    @Test
    void status_measuresTheRoundTrip() {
        JsonObject result = JsonParser.parseString(one.succeed("-J", "status")).getAsJsonObject();
        assertTrue(result.get("roundTripMillis").getAsDouble() > 0, result::toString);
        assertTrue(result.get("online").getAsBoolean(), result::toString);
        String text = both.succeed("status");
        assertTrue(text.contains("demo/red") && text.contains("demo/blue"), text);
    }

    @Test
    void watch_showsEachValue() {
        both.succeed("eval", "ticks = 0");
        String text = both.succeed("watch", "--every", "100ms", "-n", "2", "ticks + 5");
        assertTrue(text.matches("(\\d\\d:\\d\\d:\\d\\d  demo/(blue|red)  5\n){4}"), text);
    }

    @Test
    void plot_writesTableAndPicture() throws IOException {
        Path csv = folder.resolve("numbers.csv");
        Path png = folder.resolve("numbers.png");
        both.succeed("-c", "import time; wave = 0\ndef step():\n    global wave\n    wave += 1\n    return wave % 7\n");
        String text = both.succeed(
                "plot", "--every", "50ms", "-n", "20", "--csv", csv.toString(), "--png", png.toString(), "step()");
        assertTrue(text.contains("6 |") && text.contains("0 |") && text.contains("demo/blue 6"), text);
        List<String> rows = Files.readAllLines(csv);
        assertEquals("time,board,value", rows.get(0));
        assertEquals(
                Map.of("\"demo/blue\"", 20L, "\"demo/red\"", 20L),
                rows.stream()
                        .skip(1)
                        .collect(Collectors.groupingBy(row -> row.split(",", -1)[1], Collectors.counting())));
        assertEquals(960, ImageIO.read(png.toFile()).getWidth());
        Program.Ended ended = one.run("plot", "-n", "1", "'text'");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("demo/red: 'text' is no number"), ended::toString);
    }

    @Test
    void screen_showsSelectionFolderAndChart() {
        try (TerminalWindow window = both.window(folder)) {
            window.awaitEnd("demo/* (2) mqboard>");
            window.enter("3 * 4");
            window.awaitText("all 2:\n12\n");
            window.enter("%board red");
            window.awaitEnd("demo/red mqboard>");
            window.enter("%cd lib");
            window.awaitEnd("demo/red:/lib mqboard>");
            window.enter("%plot --every 100ms -n 5 1");
            window.awaitText("\n2 |");
            window.awaitEnd("demo/red 1\ndemo/red:/lib mqboard>");
            window.enter("%history -g 'board re[d]'");
            window.awaitText("\n   2  %board red\n");
            window.enter("%history -r 1");
            window.awaitEnd("%history -r 1\n3 * 4\n12\ndemo/red:/lib mqboard>");
            window.press("C-d");
            window.awaitText("exit code 0");
        }
    }
}
