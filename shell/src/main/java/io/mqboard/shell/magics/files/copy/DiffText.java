package io.mqboard.shell.magics.files.copy;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How two files differ, as people and the program patch read it. */
public final class DiffText {
    private static final int CONTEXT_LINES = 3;
    private static final String NO_END = "\n\\ No newline at end of file";
    private static final String RESET = "\u001b[0m";

    private final List<String> lines;

    private DiffText(List<String> lines) {
        this.lines = lines;
    }

    /** Compares two files; their names have been escaped. */
    public static DiffText of(String fromName, byte[] from, String toName, byte[] to) {
        if (isBinary(from) || isBinary(to)) {
            return new DiffText(List.of("Binary files " + fromName + " and " + toName + " differ"));
        }
        List<String> left = split(from);
        List<String> lines = new ArrayList<>();
        for (String line : UnifiedDiffUtils.generateUnifiedDiff(
                fromName, toName, left, DiffUtils.diff(left, split(to)), CONTEXT_LINES)) {
            lines.addAll(List.of(line.split("\n", -1)));
        }
        return new DiffText(lines);
    }

    private static boolean isBinary(byte[] content) {
        for (byte b : content) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** A last line without an end is another line than the same with one. */
    private static List<String> split(byte[] content) {
        List<String> lines = new ArrayList<>(List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1)));
        int last = lines.size() - 1;
        String rest = lines.remove(last);
        if (!rest.isEmpty()) {
            lines.add(rest + NO_END);
        }
        return lines;
    }

    /** The lines as they are, without colours. */
    public List<String> lines() {
        return lines;
    }

    /** Prints it: on a terminal without control characters, and in colours if they are wanted. */
    public void print(Output output, boolean color) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!output.terminal()) {
                output.println(line);
            } else {
                String code = color ? color(line, i) : "";
                String shown = SafeText.line(line.replace("\t", "    "));
                output.println(code.isEmpty() ? shown : code + shown + RESET);
            }
        }
    }

    private static String color(String line, int index) {
        if (index < 2) {
            return "\u001b[1m";
        }
        char first = line.isEmpty() ? ' ' : line.charAt(0);
        return first == '+' ? "\u001b[32m" : first == '-' ? "\u001b[31m" : first == '@' ? "\u001b[36m" : "";
    }
}
