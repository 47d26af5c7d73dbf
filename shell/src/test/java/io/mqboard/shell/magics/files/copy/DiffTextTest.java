package io.mqboard.shell.magics.files.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.shell.output.StreamOutput;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTextTest {
    private static DiffText diff(String from, String to) {
        return DiffText.of("a", from.getBytes(UTF_8), "b", to.getBytes(UTF_8));
    }

    @Test
    void changedLine_isUnified() {
        assertEquals(
                List.of("--- a", "+++ b", "@@ -1,3 +1,3 @@", " 1", "-2", "+two", " 3"),
                diff("1\n2\n3\n", "1\ntwo\n3\n").lines());
    }

    @Test
    void missingEndOfLastLine_isADifference() {
        assertEquals(
                List.of("--- a", "+++ b", "@@ -1,1 +1,1 @@", "-1", "\\ No newline at end of file", "+1"),
                diff("1", "1\n").lines());
    }

    @Test
    void binaryFiles_areNotShown() {
        assertEquals(List.of("Binary files a and b differ"), diff("a\0b", "c").lines());
    }

    @Test
    void terminal_hasColoursAndNoControlCharacters() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        diff("\u001b[2J\n", "\n").print(new StreamOutput(out, out, true, false, false), true);
        String text = out.toString(UTF_8);
        assertEquals(
                List.of(
                        "\u001b[1m--- a\u001b[0m",
                        "\u001b[1m+++ b\u001b[0m",
                        "\u001b[36m@@ -1,1 +1,1 @@\u001b[0m",
                        "\u001b[31m-\\x1b[2J\u001b[0m",
                        "\u001b[32m+\u001b[0m"),
                text.lines().toList());
    }
}
