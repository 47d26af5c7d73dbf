package io.mqboard.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An example of a manual.
 *
 * @param command how it is called, from a comment behind {@code $}
 * @param prints what it prints, from comments behind {@code >}
 * @param text the text that is shown
 */
record ManualExample(String command, StringBuilder prints, StringBuilder text) {
    /** Those of a page of {@code man/} that say how they are called. */
    static List<ManualExample> of(String page) throws IOException {
        List<ManualExample> examples = new ArrayList<>();
        ManualExample last = new ManualExample("", new StringBuilder(), new StringBuilder());
        boolean inText = false;
        boolean shown = true;
        for (String line : Files.readAllLines(Path.of("../man").resolve(page))) {
            if (line.startsWith(".\\\" $ ")) {
                last = new ManualExample(line.substring(6), new StringBuilder(), new StringBuilder());
                examples.add(last);
                shown = false;
            } else if (line.startsWith(".\\\" > ")) {
                last.prints.append(line.substring(6)).append('\n');
            } else if (line.startsWith(".Bd") || line.equals(".Ed")) {
                inText = line.startsWith(".Bd") && !shown;
                shown |= inText;
            } else if (inText) {
                last.text.append(line.replace("\\e", "\\")).append('\n');
            }
        }
        return examples;
    }
}
