package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A terminal in memory: what a user would type goes in, what a user would see can be waited for. */
final class VirtualScreen implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ScreenTerminal screen;
    private final LineDisciplineTerminal terminal;
    private final StringBuilder written = new StringBuilder();

    VirtualScreen() throws IOException {
        this(80, 24, "xterm-256color");
    }

    VirtualScreen(int columns, int rows, String type) throws IOException {
        screen = new ScreenTerminal(columns, rows);
        terminal = new LineDisciplineTerminal("test", type, new Glass(), StandardCharsets.UTF_8);
        terminal.setSize(new Size(columns, rows));
    }

    Terminal terminal() {
        return terminal;
    }

    /** Types characters; a line feed is the Enter key. */
    void type(String text) throws IOException {
        terminal.processInputBytes(text.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
    }

    /** Presses a key with Ctrl. */
    void control(char key) throws IOException {
        terminal.processInputByte(key & 0x1f);
    }

    /** The screen's lines without blanks at their ends, and without empty lines at the end. */
    String text() {
        return screen.toString().replaceAll("(?m) +$", "").stripTrailing();
    }

    /** The last line that is not empty. */
    String lastLine() {
        return text().substring(text().lastIndexOf('\n') + 1);
    }

    /** Everything that was ever written, control sequences included. */
    String written() {
        synchronized (written) {
            return written.toString();
        }
    }

    void awaitText(String part) throws InterruptedException {
        await("\"" + part + "\"", text -> text.contains(part));
    }

    void awaitLastLine(String line) throws InterruptedException {
        await(
                "the last line \"" + line + "\"",
                text -> text.substring(text.lastIndexOf('\n') + 1).equals(line));
    }

    void await(String what, Predicate<String> condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        synchronized (written) {
            while (!condition.test(text())) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    fail("no " + what + " on the screen:\n" + text());
                }
                written.wait(left);
            }
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }

    /** Where the terminal writes to. */
    private final class Glass extends OutputStream {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private final ByteBuffer pending = ByteBuffer.allocate(8192);

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            synchronized (written) {
                for (int i = offset; i < offset + length; i++) {
                    pending.put(bytes[i]);
                    if (!pending.hasRemaining()) {
                        drain();
                    }
                }
                drain();
                written.notifyAll();
            }
        }

        private void drain() {
            pending.flip();
            CharBuffer chars = CharBuffer.allocate(pending.remaining());
            decoder.decode(pending, chars, false);
            pending.compact();
            chars.flip();
            written.append(chars);
            screen.write(chars);
        }
    }
}
