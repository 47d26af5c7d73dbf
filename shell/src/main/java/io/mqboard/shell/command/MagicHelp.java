package io.mqboard.shell.command;

import java.util.ArrayList;
import java.util.List;

/** What the table says about a magic, for people. */
public final class MagicHelp {
    private static final int WIDTH = 78;
    private static final String INDENT = "        ";

    private MagicHelp() {}

    /** How it is written, what it does, its options; lines that fit into 80 columns. */
    public static List<String> lines(Magic magic) {
        List<String> lines = new ArrayList<>();
        usage("%" + magic.usage(), lines);
        lines.add("    " + magic.summary());
        for (String alias : magic.aliases()) {
            lines.add("    also called %" + alias);
        }
        for (Flag flag : magic.flags()) {
            String value = flag.value() == null ? "" : " " + flag.value();
            String letter = flag.hasLetter() ? "-" + flag.letter() + ", " : "    ";
            lines.add("  " + letter + "--" + flag.name() + value + "  " + flag.summary());
        }
        if (!magic.description().isEmpty()) {
            wrap(magic.description(), lines);
        }
        return lines;
    }

    /** An option stays in one piece. */
    private static void usage(String text, List<String> lines) {
        String rest = text;
        while (rest.length() > WIDTH) {
            int end = rest.lastIndexOf(" [", WIDTH);
            if (end <= INDENT.length()) {
                break;
            }
            lines.add(rest.substring(0, end));
            rest = INDENT + rest.substring(end + 1);
        }
        lines.add(rest);
    }

    private static void wrap(String text, List<String> lines) {
        int start = 0;
        while (text.length() - start > WIDTH) {
            int end = text.lastIndexOf(' ', start + WIDTH);
            end = end <= start ? start + WIDTH : end;
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        lines.add(text.substring(start));
    }
}
