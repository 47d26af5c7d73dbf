package io.mqboard.shell.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TracebackLinesTest {
    private final TracebackLines lines = new TracebackLines();

    private String all(String text) {
        return lines.next(text) + lines.end();
    }

    @Test
    void linesOfWrappedSource_areThoseThatWereTyped() {
        String name = TracebackLines.mark("<stdin>");
        assertEquals(
                "Traceback (most recent call last):\n"
                        + "  File \"<stdin>\", line 1, in <module>\n"
                        + "  File \"<stdin>\", line 12, in f\n"
                        + "  File \"<stdin>\", line 3, in g\n"
                        + "ValueError: x\n",
                all("Traceback (most recent call last):\n"
                        + "  File \"" + name + "\", line 3, in __mqb__\n"
                        + "  File \"" + name + "\", line 14, in f\n"
                        + "  File \"<stdin>\", line 3, in g\n"
                        + "ValueError: x\n"));
    }

    @Test
    void syntaxErrors_nameAUsersLine() {
        String name = TracebackLines.mark("a$1.py");
        assertEquals("  File \"a$1.py\", line 2\n", all("  File \"" + name + "\", line 4\n"));
        assertEquals("  File \"a$1.py\", line 1\n", all("  File \"" + name + "\", line 1\n"));
    }

    @Test
    void piecesOfALine_areJoined() {
        String frame = "  File \"" + TracebackLines.mark("x.py") + "\", line 24, in __mqb__\r\n";
        StringBuilder shown = new StringBuilder();
        for (char c : frame.toCharArray()) {
            shown.append(lines.next(String.valueOf(c)));
        }
        assertEquals("  File \"x.py\", line 22, in <module>\r\n", shown.toString());
        assertEquals("", lines.end());
    }

    @Test
    void textWithoutALineEnd_comesAtTheEnd() {
        assertEquals("", lines.next("ValueError"));
        assertEquals("ValueError", lines.end());
        assertEquals("", lines.end());
    }
}
