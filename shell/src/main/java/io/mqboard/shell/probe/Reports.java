package io.mqboard.shell.probe;

import io.mqboard.transport.OutputListener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells what a probe reports from what the user's code prints: a report is behind a mark, the first of them behind all else. Frames of the
 * probe itself are taken out of tracebacks.
 */
final class Reports implements OutputListener {
    /** What no terminal shows and hardly anybody prints. */
    static final String MARK = "\u0001mqb:";

    private static final int MAX_BYTES = 256 * 1024;
    private static final Pattern OWN_FRAME = Pattern.compile("  File \"<(string|probe)>\", line \\d+.*\r?\n");

    private final OutputListener output;
    private final ByteArrayOutputStream trace = new ByteArrayOutputStream();
    private final ByteArrayOutputStream reports = new ByteArrayOutputStream();
    private byte[] held = {};
    private boolean marked;

    Reports(OutputListener output) {
        this.output = output;
    }

    @Override
    public synchronized void output(Channel channel, byte[] bytes) {
        if (channel == Channel.ERROR) {
            keep(trace, bytes, 0);
        } else if (channel == Channel.VALUE) {
            output.output(channel, bytes);
        } else if (marked) {
            keep(reports, bytes, 0);
        } else {
            search(bytes);
        }
    }

    private void search(byte[] bytes) {
        byte[] all = joined(held, bytes);
        // One character a byte, so that places in the text are places in the bytes.
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int found = text.indexOf(MARK);
        marked = found >= 0;
        int end = marked ? found : all.length - begun(text);
        output.output(Channel.OUTPUT, java.util.Arrays.copyOf(all, end));
        held = java.util.Arrays.copyOfRange(all, end, all.length);
        if (marked) {
            keep(reports, held, 0);
        }
    }

    /** How many characters at the end may be the beginning of a mark. */
    private static int begun(String text) {
        for (int length = Math.min(MARK.length() - 1, text.length()); length > 0; length--) {
            if (MARK.startsWith(text.substring(text.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static void keep(ByteArrayOutputStream into, byte[] bytes, int start) {
        int room = Math.max(0, MAX_BYTES - into.size());
        into.write(bytes, start, Math.min(room, bytes.length - start));
    }

    /** Nothing comes any more: passes on what was held back. */
    synchronized void end() {
        if (!marked && held.length > 0) {
            output.output(Channel.OUTPUT, held);
        }
        held = new byte[0];
        if (trace.size() > 0) {
            String text =
                    OWN_FRAME.matcher(trace.toString(StandardCharsets.UTF_8)).replaceAll("");
            output.output(Channel.ERROR, text.getBytes(StandardCharsets.UTF_8));
            trace.reset();
        }
    }

    /** What was reported, without marks and line ends. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String report : reports.toString(StandardCharsets.UTF_8).split(Pattern.quote(MARK), -1)) {
            if (!report.isBlank()) {
                lines.add(report.strip());
            }
        }
        return lines;
    }
}
