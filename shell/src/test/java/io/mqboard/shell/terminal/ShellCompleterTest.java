package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.completion.ObjectNames;
import io.mqboard.shell.completion.TypedNames;
import io.mqboard.shell.config.NamedBoards;
import io.mqboard.shell.magics.StandardMagics;
import io.mqboard.transport.Board;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ShellCompleterTest {
    private static final MagicTable MAGICS = new MagicTable(List.of(
            magic("board", List.of(), Argument.one("NAME", ArgumentKind.BOARD)),
            magic("cat", List.of(), Argument.several("PATH", ArgumentKind.REMOTE_PATH_PLAIN)),
            magic(
                    "get",
                    List.of(
                            Flag.of('r', "recursive", "folders, too"),
                            Flag.with('n', "name", "NAME", ArgumentKind.TEXT, "a name"),
                            Flag.with("into", "FOLDER", ArgumentKind.LOCAL_PATH, "where to"),
                            Flag.with('l', "level", "LEVEL", ArgumentKind.TEXT, "how much")
                                    .choices("debug", "info")),
                    Argument.several("REMOTE", ArgumentKind.REMOTE_PATH),
                    Argument.maybe("LOCAL", ArgumentKind.LOCAL_PATH)),
            magic("eval", List.of(), Argument.one("PYTHON", ArgumentKind.PYTHON)),
            magic("help", List.of(), Argument.maybe("MAGIC", ArgumentKind.MAGIC)),
            magic(
                    "put",
                    List.of(),
                    Argument.one("LOCAL", ArgumentKind.LOCAL_PATH),
                    Argument.maybe("REMOTE", ArgumentKind.REMOTE_PATH)),
            magic("reset", List.of(), Argument.maybe("MODE", ArgumentKind.TEXT).choices("hard", "soft"))));

    @TempDir
    Path folder;

    private final TestSession session = TestSession.up();
    private final TestBoard board = session.board("esp32/sim1");
    private final BoardCompleter boards = new BoardCompleter(session::boards, () -> this.named);
    private NamedBoards named = NamedBoards.NONE;
    private ShellCompleter completer;
    private String entered = "/";
    private final TypedNames names = new TypedNames();
    private final ObjectNames objects = new ObjectNames(System::nanoTime);

    private static final NamedBoards NAMED = new NamedBoards(
            Map.of("attic", new NamedBoards.NamedBoard("esp32/sim1", false)),
            Map.of("upstairs", List.of("attic", "esp32/*")),
            false,
            false);

    private static Magic magic(String name, List<Flag> flags, Argument... arguments) {
        return Magic.row(name, "does " + name)
                .flags(flags.toArray(Flag[]::new))
                .arguments(arguments)
                .runs((context, given) -> {});
    }

    @BeforeEach
    void start() throws IOException {
        board.status(true, "normal", "01", "power");
        session.board("esp32/sim2").status(false, "normal", "02", "lost");
        board.folder("/", "boot.py", "lib/", "with space.py");
        board.folder("/lib", "mqboard/", "logging.py");
        Files.createFile(folder.resolve("one.py"));
        Files.createDirectory(folder.resolve("sub"));
        Files.createFile(folder.resolve("sub/two three.py"));
        Files.createFile(folder.resolve(".hidden"));
        completer = completer(MAGICS);
    }

    private ShellCompleter completer(MagicTable magics) {
        RemoteFolders folders = new RemoteFolders(System::nanoTime);
        PathCompleter paths = new PathCompleter(folders, new PathCompleter.Boards() {
            @Override
            public TestBoard selected() {
                return board;
            }

            @Override
            public String folder(Board of) {
                return entered;
            }

            @Override
            public Path localFolder() {
                return folder;
            }

            @Override
            public TestBoard at(String address) {
                return session.board(boards.address(address));
            }
        });
        SettingCompleter settings = new SettingCompleter(paths, () -> List.of("home", "lab"));
        PythonCompleter python = new PythonCompleter(names, objects, folders, () -> board);
        return new ShellCompleter(magics, boards, paths, python, settings);
    }

    private List<String> candidates(String line) {
        List<Candidate> found = new ArrayList<>();
        completer.complete(
                null, new ShellParser(MAGICS).parse(line, line.length(), Parser.ParseContext.COMPLETE), found);
        return found.stream().map(Candidate::value).sorted().toList();
    }

    @Test
    void boards_haveTheNamesOfTheSettings_andPathsBehindThem() {
        named = NAMED;
        assertEquals(List.of("attic", "esp32/sim1", "esp32/sim2", "upstairs"), candidates("%board "));
        assertTrue(candidates("%cat a").contains("attic:"));
        assertTrue(candidates("%put one.py a").contains("attic:"));
        assertEquals(List.of("attic:/lib/logging.py", "attic:/lib/mqboard/"), candidates("%cat attic:/lib/"));
        assertEquals(List.of("sim1:/lib/logging.py", "sim1:/lib/mqboard/"), candidates("%cat sim1:/lib/"));
    }

    @Test
    void relativePaths_beginInTheFolderOfTheBoard() throws Exception {
        entered = "/lib";
        assertEquals(List.of("logging.py", "mqboard/"), candidates("%cat "));
    }

    @Test
    void magics() {
        List<String> all = List.of("%board", "%cat", "%eval", "%get", "%help", "%put", "%reset");
        assertEquals(all, candidates("%"));
        assertEquals(all, candidates(""));
        assertEquals(List.of("board", "cat", "eval", "get", "help", "put", "reset"), candidates("%help "));
        assertEquals(List.of("?board", "?cat", "?eval", "?get", "?help", "?put", "?reset"), candidates("?c"));
        assertEquals(List.of(), candidates("%unknown "));
    }

    @Test
    void options() {
        assertEquals(List.of("--into", "-l", "-n", "-r"), candidates("%get -"));
        assertEquals(List.of("--into", "--level", "--name", "--recursive"), candidates("%get --re"));
    }

    @Test
    void valuesOfOptions() {
        assertEquals(List.of("debug", "info"), candidates("%get -l "));
        assertEquals(List.of("debug", "info"), candidates("%get --level d"));
        assertEquals(List.of("--level=debug", "--level=info"), candidates("%get --level=d"));
        assertEquals(List.of("one.py", "sub/"), candidates("%get -r --into o"));
        assertEquals(List.of("--into=sub/two three.py"), candidates("%get --into=sub/"));
        assertEquals(List.of(), candidates("%get -n "));
        assertEquals(List.of(), candidates("%get --recursive=x"));
    }

    @Test
    void choicesOfArguments() {
        assertEquals(List.of("hard", "soft"), candidates("%reset "));
    }

    @Test
    void settings_andTheValuesOfEach() {
        completer = completer(StandardMagics.table());
        assertEquals(List.of("timeout", "tls", "topic"), startingWith("t", candidates("%set t")));
        assertEquals(List.of("no", "yes"), candidates("%set color "));
        assertEquals(List.of("critical", "debug", "error", "info", "warning"), candidates("%set --save log-level "));
        assertEquals(List.of("home", "lab"), candidates("%set profile "));
        assertEquals(List.of("esp32/sim1", "esp32/sim2"), candidates("%set board "));
        assertEquals(List.of("one.py", "sub/"), candidates("%set cafile "));
        assertEquals(List.of(), candidates("%set timeout "));
        assertEquals(List.of("--save"), candidates("%set --"));
    }

    private static List<String> startingWith(String start, List<String> all) {
        return all.stream().filter(each -> each.startsWith(start)).toList();
    }

    @Test
    void boards() {
        assertEquals(List.of("esp32/sim1", "esp32/sim2"), candidates("%board "));
    }

    @Test
    void remotePaths() {
        assertEquals(List.of(":boot.py", ":lib/", ":with space.py"), candidates("%get :"));
        assertEquals(List.of(":/boot.py", ":/lib/", ":/with space.py"), candidates("%get :/b"));
        assertEquals(List.of(":lib/logging.py", ":lib/mqboard/"), candidates("%get -r :lib/"));
        assertEquals(List.of("lib/logging.py", "lib/mqboard/"), candidates("%cat lib/l"));
        assertEquals(List.of("boot.py", "lib/", "with space.py"), candidates("%cat "));
    }

    @Test
    void remotePaths_onAnotherBoard() {
        session.board("esp32/sim2").status(true, "normal", "02", "power");
        session.board("esp32/sim2").folder("/", "other.py");
        assertEquals(List.of("esp32/sim2:other.py"), candidates("%get esp32/sim2:o"));
    }

    @Test
    void remotePaths_withControlCharacters_areLeftOut() {
        board.folder("/", "a\u001b[2Jb.py", "good.py");
        assertEquals(List.of("good.py"), candidates("%cat "));
    }

    @Test
    void localPaths() {
        assertEquals(List.of("one.py", "sub/"), candidates("%put "));
        assertEquals(List.of("sub/two three.py"), candidates("%put sub/t"));
        assertEquals(List.of(".hidden", "one.py", "sub/"), candidates("%put ."));
        assertEquals(List.of("one.py", "sub/"), candidates("!cat "));
        assertEquals(List.of(), candidates("%put none/"));
    }

    @Test
    void argument_goesByItsPosition() {
        assertEquals(List.of(":boot.py", ":lib/", ":with space.py"), candidates("%put one.py :"));
        assertEquals(List.of(), candidates("%put one.py :boot.py x"));
        assertEquals(List.of(), candidates("%get -n "), "an option's value");
        assertEquals(List.of(":boot.py", ":lib/", ":with space.py", "one.py", "sub/"), candidates("%get :boot.py "));
    }

    @Test
    void python_completesNamesTypedBefore() {
        names.learn("thermometer = Sensor(pin_number=3)");
        assertEquals(List.of("thermometer"), candidates("x = ther"));
        assertEquals(List.of("foo.pin_number"), candidates("foo.pin_"));
        assertEquals(List.of("print"), candidates("pri"));
        assertEquals(List.of(), candidates("f("));
    }

    @Test
    void python_completesWhatTheBoardHas() {
        board.object("", "", "blinky", "print", "pristine");
        board.object("blinky", "Lamp", "_hidden", "label", "light");
        board.object("machine.Pin", "type", "IN", "OUT", "irq");
        assertEquals(List.of("print", "pristine"), candidates("x = pri"));
        assertEquals(List.of("blinky.label", "blinky.light"), candidates("blinky.l"));
        assertEquals(List.of("blinky.label", "blinky.light"), candidates("f(blinky."));
        assertEquals(List.of("blinky._hidden"), candidates("blinky._"));
        assertEquals(List.of("machine.Pin.IN", "machine.Pin.OUT", "machine.Pin.irq"), candidates("machine.Pin."));
        assertEquals(List.of("blinky.label", "blinky.light"), candidates("if 1:\n    blinky.l"));
        assertEquals(List.of("blinky.light"), candidates("%eval print('a', blinky.li"));
        assertEquals(List.of("blinky.light"), candidates("x = %eval blinky.li"));
    }

    @Test
    void python_asksTheBoardOncePerNameUntilCodeHasRun() {
        board.object("blinky", "Lamp", "light");
        candidates("blinky.");
        candidates("blinky.li");
        assertEquals(List.of("blinky"), board.asked);
        objects.runs(board);
        board.object("blinky", "Lamp", "light", "listen");
        assertEquals(List.of("blinky.light", "blinky.listen"), candidates("blinky.li"));
    }

    @Test
    void python_withoutDottedNames_isNotAsked() {
        for (String line :
                List.of("f().", "'abc'.", "x[0].y", "3.", "'blinky.", "# blinky.", "a..b", "\"\"\"blinky.")) {
            assertEquals(List.of(), candidates(line), line);
        }
        assertEquals(List.of(), board.asked);
    }

    @Test
    void imports_completeModulesOfTheBoardAndNamesInThem() {
        board.folder("/", "boot.py", "main.py", "lib/", "data.bin");
        board.folder("/lib", "mqboard/", "mathlib.mpy");
        board.folder("/lib/mqboard", "link.py");
        board.object("machine", "module", "Pin", "PWM", "reset");
        assertEquals(List.of("machine", "main", "math", "mathlib"), candidates("import ma"));
        assertEquals(List.of("mqboard.link"), candidates("import gc, mqboard.l"));
        assertEquals(List.of("machine", "main", "math", "mathlib"), candidates("from ma"));
        assertEquals(List.of("PWM", "Pin"), candidates("from machine import P"));
        assertEquals(List.of("PWM", "Pin", "reset"), candidates("from machine import Pin, "));
    }

    @Test
    void silentBoard_isWaitedForNoLongerThanSaid() {
        board.object("blinky", "Lamp", "light");
        board.holdBack = true;
        long before = System.nanoTime();
        assertEquals(List.of(), candidates("blinky."));
        assertEquals(List.of(), candidates("blinky."));
        long millis = (System.nanoTime() - before) / 1_000_000;
        assertTrue(millis >= 2 * PythonCompleter.PATIENCE_MILLIS && millis < 5000, millis + " ms");
        assertEquals(List.of("blinky"), board.asked, "one question at a time");
        board.answerNames();
        assertEquals(List.of("blinky.light"), candidates("blinky."));
    }

    @Test
    void boardOffline_isNotAsked() {
        session.board("esp32/sim1").status(false, "normal", "01", "lost");
        board.object("blinky", "Lamp", "light");
        assertEquals(List.of(), candidates("blinky."));
        assertEquals(List.of(), board.asked);
    }

    @Test
    void names_thatAreNone_areLeftOut() {
        board.object("blinky", "Lamp", "good", "a b", "\u001b[2J");
        assertEquals(List.of("blinky.good"), candidates("blinky."));
    }

    @Test
    void tab_onScreen_completesOneAndShowsMany() throws Exception {
        try (VirtualScreen glass = new VirtualScreen()) {
            ShellReader reader = new ShellReader(glass.terminal());
            reader.setParser(new ShellParser(MAGICS));
            reader.setCompleter(completer);
            EditKeys.install(reader, () -> true, text -> "", () -> true);
            StringBuilder typed = new StringBuilder();
            Thread thread = new Thread(() -> typed.append(reader.readLine("> ")), "test-shell");
            thread.start();
            glass.awaitLastLine(">");
            glass.type("%g\t:\t");
            glass.await("the candidates", text -> text.contains("boot.py") && text.contains("lib/"));
            glass.type("wi\t");
            glass.awaitText("> %get :with\\ space.py");
            glass.type("sub/\t\n");
            thread.join(10_000);
            assertEquals("%get :with\\ space.py sub/two\\ three.py ", typed.toString());
        }
    }

    @Test
    void escape_keepsTheQuoteThatWasTyped() {
        assertEquals("'a b'", escape("%get 'a", "a b", true));
        assertEquals("'a b", escape("%get 'a", "a b", false));
        assertEquals("\"a'b\"", escape("%get 'a", "a'b", true));
        assertEquals("\"a\\\"b\"", escape("%get \"a", "a\"b", true));
        assertEquals("a\\ b\\'c\\\\d", escape("%get a", "a b'c\\d", true));
    }

    private static String escape(String line, String candidate, boolean complete) {
        return ShellLine.ofWords(line).escape(candidate, complete).toString();
    }

    @Test
    void words_areUnquoted() {
        assertEquals(
                List.of("%get", "a b", "c\"d", "e f"),
                ShellLine.ofWords("%get 'a b' c\\\"d \"e f").words());
        assertEquals(List.of("%get", ""), ShellLine.ofWords("%get ").words());
        assertEquals(4, ShellLine.ofWords("%get \"e f").rawWordCursor());
    }
}
