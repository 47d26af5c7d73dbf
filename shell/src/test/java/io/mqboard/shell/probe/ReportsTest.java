package io.mqboard.shell.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.transport.OutputListener.Channel;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Reports reports = new Reports((channel, bytes) -> shown.writeBytes(bytes));

    private void print(String text) {
        reports.output(Channel.OUTPUT, text.getBytes(UTF_8));
    }

    @Test
    void reports_areTakenOutHoweverTheOutputIsCut() {
        String all = "printed é\u0001mq\n" + Reports.MARK + "12\r\n" + Reports.MARK + " [1, 'a']\r\n";
        byte[] bytes = all.getBytes(UTF_8);
        for (byte one : bytes) {
            reports.output(Channel.OUTPUT, new byte[] {one});
        }
        reports.end();
        assertEquals(List.of("12", "[1, 'a']"), reports.lines());
        assertEquals("printed é\u0001mq\n", shown.toString(UTF_8));
    }

    @Test
    void beginningOfAMark_isShownInTheEnd() {
        print("a\u0001mq");
        assertEquals("a", shown.toString(UTF_8));
        reports.end();
        assertEquals("a\u0001mq", shown.toString(UTF_8));
        assertEquals(List.of(), reports.lines());
    }

    @Test
    void framesOfTheProbe_areLeftOutOfTracebacks() {
        String trace = "Traceback (most recent call last):\n  File \"<probe>\", line 1, in <module>\n"
                + "  File \"<string>\", line 11, in <module>\n  File \"<stdin>\", line 1, in <module>\nValueError: x\n";
        reports.output(Channel.ERROR, trace.getBytes(UTF_8));
        reports.end();
        assertEquals(
                "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nValueError: x\n",
                shown.toString(UTF_8));
    }

    @Test
    void literals_areWhatPythonReads() {
        assertEquals("'a\\'b\\\\c\\nd\\u0001é'", PythonLiteral.of("a'b\\c\nd\u0001é"));
        assertEquals("12", PythonLiteral.of(12));
    }
}
