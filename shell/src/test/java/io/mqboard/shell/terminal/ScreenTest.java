package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScreenTest {
    private VirtualScreen glass;
    private Screen screen;

    @BeforeEach
    void start() throws IOException {
        glass = new VirtualScreen(60, 40, "xterm");
        screen = new Screen(glass.terminal(), true);
    }

    @AfterEach
    void end() throws IOException {
        glass.close();
    }

    @Test
    void errors_areRed() {
        screen.print("boom\n", Screen.Style.ERROR);
        assertEquals("\u001b[31mboom\u001b[0m\r\n", glass.written());
    }

    @Test
    void halfALine_isEndedWithTheCommand() throws InterruptedException {
        screen.print("a", Screen.Style.PLAIN);
        screen.above("news", Screen.Style.FAINT);
        screen.print("b", Screen.Style.PLAIN);
        screen.endCommand();
        screen.endCommand();
        assertEquals("a\nnews\nb", glass.text());
        assertTrue(glass.written().endsWith("b\r\n"));
    }

    @Test
    void printer_bringsLinesInOrder() throws InterruptedException {
        try (Printer printer = new Printer(screen)) {
            for (int i = 1; i <= 20; i++) {
                printer.print("line " + i);
            }
            glass.await("the last line", text -> text.endsWith("line 19\nline 20"));
            assertTrue(glass.text().startsWith("line 1\nline 2\n"));
        }
    }

    @Test
    void printer_waitsWhileTheScreenIsParked() throws InterruptedException {
        try (Printer printer = new Printer(screen)) {
            screen.park();
            printer.print("news");
            screen.print("from the program", Screen.Style.PLAIN);
            assertEquals("from the program", glass.text());
            screen.unpark();
            glass.await("both", text -> text.equals("from the program\nnews"));
        }
    }

    @Test
    void printer_underLoad_neverWaitsAndCountsWhatIsNotShown() throws InterruptedException {
        try (Printer printer = new Printer(screen)) {
            screen.park();
            for (int i = 0; i < 5000; i++) {
                printer.print("line " + i);
            }
            screen.unpark();
            glass.await("the count", text -> glass.written().contains("more lines were not shown"));
        }
    }
}
