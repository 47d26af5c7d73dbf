package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Output of a board: much of it, of all bytes, and of bytes that would like to command the terminal. */
class OutputIT extends OneBoard {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void fiveMegabytes_areComplete() {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            expected.append(String.format(Locale.ROOT, "%08d ", i))
                    .append("x".repeat(90))
                    .append('\n');
        }
        Program.Ended ended = program.run("eval", "for i in range(50000): print('%08d ' % i + 'x' * 90)")
                .plain();
        assertEquals(0, ended.code(), ended::toString);
        byte[] all = Samples.ascii(expected.toString());
        assertEquals(all.length, ended.bytes().length);
        assertEquals(Samples.sha256(all), Samples.sha256(ended.bytes()));
        assertEquals("2\n", program.succeed("eval", "1+1"));
    }

    @Test
    void oneHugeValue_isComplete() {
        assertEquals("b'" + "\\x00".repeat(20_000) + "'\n", program.succeed("eval", "bytes(20000)"));
    }

    @Test
    void readerThatGoesAway_endsTheProgramAndTheBoardGoesOn() throws IOException {
        try (Program.Running running = program.start("eval", "while True: print('for ever')")) {
            running.out().await("for ever\n", LIMIT);
            running.closeOutput();
            assertTrue(running.end(LIMIT).code() != 0);
        }
        assertEquals("2\n", program.succeed("eval", "1+1"));
    }

    @Test
    void bytesOfAFile_comeAsTheyAre() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Files.write(board.flash().resolve("all.bin"), all);
        assertArrayEquals(all, program.run("cat", ":/all.bin").bytes());
    }

    @Test
    void binaryOutput_isShownAsEscapes() {
        String out = program.succeed("-c", "import sys\nn = sys.stdout.buffer.write(bytes(range(256)))");
        assertTrue(out.contains("\\x00\\x01"), out);
        assertTrue(out.contains("\\x1b"), out);
        assertTrue(out.contains(" !\"#$%&'()*+,-./0123456789"), out);
        assertTrue(out.endsWith("\\xfd\\xfe\\xff"), out);
    }

    private static final String ATTACK = "\\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\x9b5n\\u202egnp.exe\\x08\\x7f\\r";

    @Test
    void escapeSequences_neverReachTheTerminal() throws IOException {
        Files.writeString(
                board.flash().resolve("evil.txt"), "\u001b]0;owned\u0007\u001b[2J\u009b5n\u202egnp.exe\b\u007f\r");
        Files.writeString(board.flash().resolve("evil\u001b[2J.name"), "x");
        String[][] commands = {
            {"eval", "print('" + ATTACK + "')"},
            {"eval", "raise ValueError('" + ATTACK + "')"},
            {"eval", "'" + ATTACK + "'"},
            {"-c", "class E:\n    def __repr__(self): return '" + ATTACK + "'\nE()"},
            {"cat", ":/evil.txt"},
            {"ls", ":/"},
            {"cat", ":/no\u001b[2Jfile"},
        };
        for (String[] each : commands) {
            Program.Ended ended = program.onTerminal().run(each);
            for (String text : new String[] {ended.out(), ended.err()}) {
                text.chars().filter(c -> isDangerous(c)).forEach(c -> {
                    throw new AssertionError("character " + c + " of " + ended);
                });
            }
            assertTrue((ended.out() + ended.err()).contains("[2J"), ended::toString);
        }
    }

    private static boolean isDangerous(int c) {
        return c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0 || c == 0x202e;
    }

    @Test
    void escapeSequences_onARealTerminal_areText() {
        try (TerminalWindow window = program.window()) {
            window.awaitText("mqboard>", LIMIT);
            window.enter("print('\\x1b[2J\\x1b[3;3Hhere', 'or' + ' there')");
            window.awaitText("\\x1b[2J\\x1b[3;3Hhere or there", LIMIT);
            window.enter("import sys; n = sys.stdout.buffer.write(b'\\xff\\x1bc' + b'done')");
            window.awaitText("\\xff\\x1bcdone", LIMIT);
        }
    }

    @Test
    void linesOfText_keepEveryCharacter() {
        String text = "Grüße, 世界 🎉\ttab";
        assertEquals(text + "\n", program.succeed("eval", "print('" + text + "')"));
        byte[] utf8 = (text + "\n").getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(utf8, program.run("eval", "print('" + text + "')").bytes());
    }
}
