package io.mqboard.shell.bootstrap;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.output.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * MicroPython's raw REPL: code goes in, what it prints and its traceback come out. Where the board offers raw paste it says how much it can
 * take; older ones are fed as they come.
 */
final class RawRepl {
    private static final int CTRL_A = 1;
    private static final int CTRL_B = 2;
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int CTRL_E = 5;
    private static final String PROMPT = "raw REPL; CTRL-B to exit\r\n>";
    private static final int TRY_MILLIS = 1000;
    private static final int QUIET_MILLIS = 100;
    private static final int ANSWER_MILLIS = 20_000;
    private static final int MAX_OUTPUT = 64 * 1024;

    private final SerialLine line;
    private final byte[] buffer = new byte[4096];
    private int at;
    private int end;
    private boolean paste = true;

    RawRepl(SerialLine line) {
        this.line = line;
    }

    /** Interrupts what runs, as often as it takes, until the raw REPL is there. */
    void enter(long patienceMillis, String device) throws ShellException, IOException {
        long began = System.nanoTime();
        do {
            line.write(new byte[] {'\r', CTRL_C, CTRL_C, CTRL_A});
            if (skipTo(PROMPT, TRY_MILLIS)) {
                // What was sent to a board that had not started yet is answered later.
                while (fill(QUIET_MILLIS)) {
                    end = 0;
                }
                return;
            }
        } while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(patienceMillis));
        throw new ShellException(
                ExitCode.OFFLINE,
                device
                        + ": no MicroPython answers; is it the right device and --baud, and does the board run MicroPython?");
    }

    /** Runs code and returns what it printed. An exception there is one here. */
    String run(String code) throws ShellException, IOException {
        send(code.getBytes(StandardCharsets.UTF_8));
        String output = until(CTRL_D);
        String error = until(CTRL_D).strip();
        until('>');
        if (!error.isEmpty()) {
            String last = error.substring(error.lastIndexOf('\n') + 1);
            throw new ShellException(ExitCode.FAILED, "on the board: " + SafeText.line(last));
        }
        return output;
    }

    /** Runs code that ends this conversation, such as a reset: the line of a board with USB of its own goes with it. */
    void leave(String code) throws ShellException {
        try {
            send(code.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            at = end;
        }
    }

    /** Back to the prompt for people. */
    void exit() throws IOException {
        line.write(new byte[] {CTRL_B});
    }

    private void send(byte[] code) throws ShellException, IOException {
        if (paste) {
            line.write(new byte[] {CTRL_E, 'A', CTRL_A});
            int first = read();
            int second = read();
            if (first == 'R' && second == 1) {
                paste(code);
                return;
            }
            paste = false;
            if (first != 'R') {
                // A board that has never heard of it shows its prompt once more.
                until('>');
            }
        }
        line.write(code);
        line.write(new byte[] {CTRL_D});
        if (read() != 'O' || read() != 'K') {
            throw confused();
        }
    }

    private void paste(byte[] code) throws ShellException, IOException {
        int window = read() | read() << 8;
        int room = window;
        int sent = 0;
        while (sent < code.length) {
            while (room == 0) {
                int word = read();
                if (word == CTRL_D) {
                    // The board wants no more of it, and will say why.
                    line.write(new byte[] {CTRL_D});
                    return;
                }
                if (word != CTRL_A) {
                    throw confused();
                }
                room += window;
            }
            int count = Math.min(room, code.length - sent);
            byte[] piece = new byte[count];
            System.arraycopy(code, sent, piece, 0, count);
            line.write(piece);
            sent += count;
            room -= count;
        }
        line.write(new byte[] {CTRL_D});
        until(CTRL_D);
    }

    /** What comes before this byte, which is taken, too. */
    private String until(int last) throws ShellException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = read(); b != last; b = read()) {
            bytes.write(b);
            if (bytes.size() > MAX_OUTPUT) {
                throw confused();
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private int read() throws ShellException, IOException {
        if (at == end && !fill(ANSWER_MILLIS)) {
            throw new ShellException(ExitCode.OFFLINE, "the board no longer answers; reset it and try again");
        }
        return buffer[at++] & 0xff;
    }

    private boolean fill(int timeoutMillis) throws IOException {
        at = 0;
        end = 0;
        end = line.read(buffer, timeoutMillis);
        return end > 0;
    }

    /** Whether this text came in time; all that comes before it is dropped. */
    private boolean skipTo(String text, int timeoutMillis) throws IOException {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        int matched = 0;
        while (matched < text.length()) {
            long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
            if (at == end && (left <= 0 || !fill((int) left))) {
                return false;
            }
            char c = (char) (buffer[at++] & 0xff);
            matched = c == text.charAt(matched) ? matched + 1 : c == text.charAt(0) ? 1 : 0;
        }
        return true;
    }

    private static ShellException confused() {
        return new ShellException(ExitCode.FAILED, "the board's answer makes no sense; reset it and try again");
    }
}
