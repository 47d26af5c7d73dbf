package io.mqboard.shell.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TraceTest {
    @Test
    void message_isOneSafeLine() {
        assertEquals("<- a/log 5 B  x\\ny\\x1bz", Trace.line(false, "a/log", "x\ny\u001bz".getBytes(UTF_8)));
    }

    @Test
    void frame_showsItsHeaderAsDigits() {
        byte[] frame = (" \u0003\0\0\0\1\0\2\0\0\0\3\0\0\0\4" + "{\"c\":\"ls\"}").getBytes(UTF_8);
        assertEquals(
                "-> b/mqb/2/in/c 26 B   20030000 00010002 00000003 00000004  {\"c\":\"ls\"}",
                Trace.line(true, "b/mqb/2/in/c", frame));
    }

    @Test
    void longMessage_isCut() {
        String line = Trace.line(true, "t", "x".repeat(1000).getBytes(UTF_8));
        assertEquals("-> t 1000 B  " + "x".repeat(200) + "...", line);
    }
}
