package io.mqboard.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The line below the prompt, on the screen. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StateLineIT extends OneBoard {
    private static final String PROMPT = "t/one mqboard>";

    @TempDir
    Path home;

    private TerminalWindow window;

    private void openWindow(String... variables) {
        List<String> words = new java.util.ArrayList<>(List.of("env", "MQBOARD_STATUSLINE=yes"));
        words.addAll(List.of(variables));
        window = program.window(home, words);
    }

    private static String last(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private void awaitState(String regex) {
        window.await("a state line " + regex, text -> last(text).matches("  " + regex));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void itStandsBelowThePrompt_andLeavesNothingBehind() {
        openWindow();
        awaitState("t/one \\| normal \\|.* mqtt://127.0.0.1:" + broker.port());
        window.enter("45+876");
        window.await("the answer", text -> text.contains(PROMPT + " 45+876\n921\n" + PROMPT));
        awaitState("t/one \\| normal \\| (<1|\\d+) ms \\| mqtt://.*");
        window.type("if True:");
        window.press("Enter");
        window.type("print(1)");
        window.await("the block above it", text -> text.contains("print(1)\n  t/one | normal"));
        window.press("Enter");
        window.press("Enter");
        window.await("the output", text -> text.contains("\n1\n" + PROMPT + "\n  t/one"));
        assertTrue(window.text().split("mqtt://", -1).length == 2, window.text());
        window.press("C-d");
        window.await("the end", text -> text.endsWith("exit code 0"));
        assertFalse(window.text().contains("mqtt://"), window.text());
    }

    @Test
    void itKeepsToTheWindow() throws IOException {
        openWindow();
        awaitState("t/one .*");
        // At the top of its screen tmux keeps lines that it wraps anew in its history, and shows them again in a higher
        // window.
        window.enter("for i in range(40): print(i)");
        window.press("Enter");
        window.await("the lines", text -> text.contains("\n39\n" + PROMPT));
        window.type("'" + "x".repeat(90));
        window.await("the line", text -> text.replace("\n", "").contains(PROMPT + " '" + "x".repeat(90)));
        for (int[] size : new int[][] {{60, 12}, {45, 12}, {100, 30}, {50, 20}}) {
            window.resize(size[0], size[1]);
            window.await(
                    "line and state",
                    text -> text.replace("\n", "").contains("x".repeat(90) + "  t/one |")
                            && text.split("t/one \\|", -1).length == 2
                            && text.split(PROMPT + " 'x", -1).length == 2);
        }
        window.resize(35, 12);
        window.await("the line alone", text -> text.replace("\n", "").endsWith("x".repeat(90)));
        window.resize(80, 24);
        awaitState("t/one .*");
    }

    @Test
    void itCountsWarningsUntilTheyAreRead_andCanBeSwitchedOff() {
        openWindow();
        awaitState("t/one .*");
        window.enter("import logging; logging.getLogger('pump').warning('dry')");
        awaitState("t/one \\| normal \\| .* \\| 1 log warning \\| .*");
        window.enter("%logs -c 0");
        awaitState("t/one \\| normal \\| [^|]* \\| mqtt.*");
        window.enter("%set statusline no");
        window.await("the prompt alone", text -> text.endsWith(PROMPT));
        window.enter("%set statusline yes");
        awaitState("t/one .*");
        window.enter("%disconnect");
        awaitState("not connected \\| .*");
    }

    @Test
    void withoutColours_itHasNone_andOnADumbTerminalItIsNotThere() {
        openWindow("NO_COLOR=1");
        awaitState("t/one .*");
        assertFalse(window.colors().contains("\u001b[2m"), window.colors());
        window.close();
        openWindow("TERM=dumb");
        window.awaitEnd(PROMPT);
        window.enter("45+876");
        window.awaitEnd("921\n" + PROMPT);
    }
}
