package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several shells on one board at the same time: each gets its own, and whole. */
class TwoShellsIT extends OneBoard {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private static String succeeded(Program.Running running) {
        Program.Ended ended = running.end(LIMIT);
        assertEquals(0, ended.code(), ended::toString);
        return ended.out();
    }

    @Test
    void bothRunPython_outputsAreNotMixed() {
        String code = "import time\nfor i in range(200): print('%s', i); time.sleep_ms(2)";
        try (Program.Running a = program.start("-c", String.format(Locale.ROOT, code, "a"));
                Program.Running b = program.start("-c", String.format(Locale.ROOT, code, "b"))) {
            assertEquals(lines("a"), succeeded(a));
            assertEquals(lines("b"), succeeded(b));
        }
    }

    private static String lines(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append(name).append(' ').append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void oneWaitsForTheOther_andMayGiveUp() {
        try (Program.Running first = program.start("eval", "while True: print('first')")) {
            first.out().await("first\n", LIMIT);
            try (Program.Running second = program.start("eval", "print('second')")) {
                Program third = program.with("-v");
                byte[] content = Samples.random(50_000, 1);
                Path local = Files.write(folder.resolve("x"), content);
                // Files move meanwhile.
                third.succeed("put", local.toString(), ":/meanwhile.bin");
                assertArrayEquals(content, Files.readAllBytes(board.flash().resolve("meanwhile.bin")));
                assertEquals("", second.out().text());
                second.interrupt();
                assertEquals(130, second.end(LIMIT).code());
                first.interrupt();
                assertEquals(130, first.end(LIMIT).code());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals("2\n", program.succeed("eval", "1+1"));
    }

    @Test
    void bothPut_differentFiles() throws IOException {
        byte[] first = Samples.random(700_000, 1);
        byte[] second = Samples.random(700_000, 2);
        Path a = Files.write(folder.resolve("a"), first);
        Path b = Files.write(folder.resolve("b"), second);
        try (Program.Running one = program.start("put", a.toString(), ":/one.bin");
                Program.Running two = program.start("put", b.toString(), ":/two.bin")) {
            succeeded(one);
            succeeded(two);
        }
        assertArrayEquals(first, Files.readAllBytes(board.flash().resolve("one.bin")));
        assertArrayEquals(second, Files.readAllBytes(board.flash().resolve("two.bin")));
    }

    @Test
    void bothPut_toTheSamePath_oneOfThemIsThereWhole() throws IOException {
        byte[] first = Samples.random(700_000, 3);
        byte[] second = Samples.random(600_000, 4);
        Path a = Files.write(folder.resolve("a"), first);
        Path b = Files.write(folder.resolve("b"), second);
        try (Program.Running one = program.start("put", a.toString(), ":/same.bin");
                Program.Running two = program.start("put", b.toString(), ":/same.bin")) {
            succeeded(one);
            succeeded(two);
        }
        byte[] there = Files.readAllBytes(board.flash().resolve("same.bin"));
        assertTrue(Arrays.equals(first, there) || Arrays.equals(second, there), "a mixture");
        assertEquals(-1, Samples.largest(board.flash(), ".mqb-*"));
    }

    @Test
    void bothPut_theSameContentToTheSamePath() throws IOException {
        byte[] content = Samples.random(700_000, 5);
        Path local = Files.write(folder.resolve("a"), content);
        try (Program.Running one = program.start("put", local.toString(), ":/same.bin");
                Program.Running two = program.start("put", local.toString(), ":/same.bin")) {
            succeeded(one);
            succeeded(two);
        }
        assertArrayEquals(content, Files.readAllBytes(board.flash().resolve("same.bin")));
        assertEquals(-1, Samples.largest(board.flash(), ".mqb-*"));
    }

    @Test
    void moreShellsThanSessions_allGetAnAnswer() {
        List<Program.Running> shells = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            shells.add(program.start("-c", "x = " + i + "\nprint(x * 0 + " + i + ")"));
        }
        for (int i = 0; i < shells.size(); i++) {
            assertEquals(i + "\n", succeeded(shells.get(i)));
        }
    }
}
