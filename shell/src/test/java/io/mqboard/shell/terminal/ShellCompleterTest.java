package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.transport.Board;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private ShellCompleter completer;
    private String entered = "/";
    private final KnownNames names = new KnownNames();

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
        PathCompleter paths = new PathCompleter(new RemoteFolders(System::nanoTime), new PathCompleter.Boards() {
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
                return session.board(address);
            }
        });
        completer = new ShellCompleter(MAGICS, session::boards, paths, names);
    }

    private List<String> candidates(String line) {
        List<Candidate> found = new ArrayList<>();
        completer.complete(null, new ShellParser().parse(line, line.length(), Parser.ParseContext.COMPLETE), found);
        return found.stream().map(Candidate::value).sorted().toList();
    }

    @Test
    void relativePaths_beginInTheFolderOfTheBoard() throws Exception {
        entered = "/lib";
        assertEquals(List.of("logging.py", "mqboard/"), candidates("%cat "));
    }

    @Test
    void magics() {
        List<String> all = List.of("%board", "%cat", "%get", "%help", "%put", "%reset");
        assertEquals(all, candidates("%"));
        assertEquals(all, candidates(""));
        assertEquals(List.of("board", "cat", "get", "help", "put", "reset"), candidates("%help "));
        assertEquals(List.of("?board", "?cat", "?get", "?help", "?put", "?reset"), candidates("?c"));
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
    void tab_onScreen_completesOneAndShowsMany() throws Exception {
        try (VirtualScreen glass = new VirtualScreen()) {
            ShellReader reader = new ShellReader(glass.terminal());
            reader.setParser(new ShellParser());
            reader.setCompleter(completer);
            EditKeys.install(reader, () -> true);
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
