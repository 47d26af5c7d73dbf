package io.mqboard.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MagicTest {
    private final List<Arguments> calls = new ArrayList<>();
    private final MagicTable table = new MagicTable(List.of(
            magic("copy", List.of(Argument.one("A", ArgumentKind.TEXT), Argument.maybe("B", ArgumentKind.TEXT))),
            magic("count", List.of(Argument.any("N", ArgumentKind.TEXT))),
            magic("py", List.of(Argument.one("PYTHON", ArgumentKind.PYTHON)))));

    private Magic magic(String name, List<Argument> arguments) {
        List<Flag> flags = List.of(
                Flag.of('r', "recursive", "all"),
                Flag.with('n', "number", "N", ArgumentKind.TEXT, "how many"),
                Flag.of("dry-run", "only say it"),
                Flag.with("exclude", "GLOB", ArgumentKind.TEXT, "not these"));
        return Magic.row(name, "")
                .aliases("alias-" + name)
                .flags(flags.toArray(Flag[]::new))
                .arguments(arguments.toArray(Argument[]::new))
                .runs((context, words) -> calls.add(words));
    }

    private Arguments call(String line) throws Exception {
        Invocation.ofLine(table, line)
                .magic()
                .action()
                .run(null, ArgumentParser.parse(table.find("copy"), List.of("x")));
        Invocation.ofLine(table, line).run(null);
        return calls.get(calls.size() - 1);
    }

    @Test
    void flags_inEveryForm_areTaken() throws Exception {
        Arguments arguments = call("copy -rn5 --number=6 a -- -b");
        assertTrue(arguments.has("recursive"));
        assertEquals("6", arguments.value("number"));
        assertEquals(List.of("a", "-b"), arguments.words());
        assertEquals("7", call("copy -n 7 a").value("number"));
        assertEquals(List.of("-"), call("copy -").words());
    }

    @Test
    void flagsWithoutALetter_areTakenByName() throws Exception {
        Arguments arguments = call("copy --dry-run --exclude a* --exclude=b* x");
        assertTrue(arguments.has("dry-run"));
        assertEquals(List.of("a*", "b*"), arguments.values("exclude"));
        assertEquals("b*", arguments.value("exclude"));
        assertEquals(List.of(), call("copy x").values("exclude"));
        assertEquals(
                "copy [-r] [-n N] [--dry-run] [--exclude GLOB] A [B]",
                table.find("copy").usage());
    }

    @Test
    void mistakes_areRefused() {
        for (String line : List.of(
                "copy",
                "copy a b c",
                "copy -x a",
                "copy --recursive=1 a",
                "copy a -n",
                "copy --no a",
                "copy --exclude",
                "c",
                "",
                "py")) {
            assertThrows(UsageException.class, () -> call(line), line);
        }
    }

    @Test
    void python_isTakenAsItStands() throws Exception {
        assertEquals(
                List.of("print('a  b') # -r \\"),
                call("py   print('a  b') # -r \\").words());
    }

    @Test
    void names_beginningsAndAliases_areFound() throws Exception {
        assertEquals("count", table.find("cou").name());
        assertEquals("copy", table.find("alias-copy").name());
    }

    @Test
    void optionsOfPython_standBeforeItOrBehindIt() throws Exception {
        MagicTable python = new MagicTable(List.of(Magic.row("watch", "")
                .flags(
                        Flag.with("every", "TIME", ArgumentKind.TEXT, "how often"),
                        Flag.with('n', "count", "N", ArgumentKind.TEXT, "how many"),
                        Flag.of('v', "verbose", "more"))
                .arguments(Argument.one("PYTHON", ArgumentKind.PYTHON))
                .runs((context, words) -> calls.add(words))));
        List<String> lines = List.of(
                "watch -v --every=2s a - b -n 3",
                "watch --every 2s -n 3 -v a - b",
                "watch -v a - b --every 2s -n 3",
                "watch -n 3 --every 2s -v -- a - b");
        for (String line : lines) {
            Invocation.ofLine(python, line).run(null);
            Arguments arguments = calls.get(calls.size() - 1);
            assertEquals("a - b", arguments.word(0), line);
            assertEquals("2s", arguments.value("every"), line);
            assertEquals("3", arguments.value("count"), line);
            assertTrue(arguments.has("verbose"), line);
        }
        Invocation.ofLine(python, "watch -x -v").run(null);
        assertEquals("-x -v", calls.get(calls.size() - 1).word(0));
    }
}
