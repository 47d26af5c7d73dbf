package io.mqboard.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.testing.FakeBoard;
import io.mqboard.shell.testing.PackageIndex;
import io.mqboard.testing.ServerTls;
import io.mqboard.transport.tls.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code %mip install} with an index served on this machine, and a board in memory. */
@Timeout(60)
class MipTest {
    private static final String QUESTION = "getattr(__import__('sys').implementation, '_mpy', 0)";

    @TempDir
    private Path folder;

    private final PackageIndex index = new PackageIndex();
    private ProgramHarness program;
    private FakeBoard board;

    @BeforeEach
    void board() {
        program = new ProgramHarness(folder);
        board = program.session.announce("esp32/test", true, ProgramHarness.NOW);
        board.value(QUESTION, "774");
    }

    @AfterEach
    void close() {
        index.close();
    }

    private int mip(String... words) {
        List<String> all = new ArrayList<>(List.of("-b", "test", "mip", "install", "--index", index.url()));
        Collections.addAll(all, words);
        return program.run(all.toArray(String[]::new));
    }

    private String on(String path) {
        byte[] content = board.files.get(path);
        return content == null ? "nothing" : new String(content, UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void packageAndWhatItNeeds_asBytecodeOfTheBoard_intoLib_unchangedIsSkipped() {
        index.add("6", "a", "latest", "a/x.mpy", bytes("bytecode"), ", \"deps\": [[\"b\", \"latest\"]]");
        index.add("6", "b", "latest", "b.mpy", bytes("more"), "");
        assertEquals(0, mip("a"), program.words);
        assertEquals("bytecode", on("/lib/a/x.mpy"));
        assertEquals("more", on("/lib/b.mpy"));
        assertEquals("a 1.0, 1 file\nb 1.0, 1 file\n2 sent, 0 unchanged, 12 B in 0.00 s\n", program.words);
        assertEquals(0, mip("a"), program.words);
        assertTrue(program.words.endsWith("0 sent, 2 unchanged, 0 B in 0.00 s\n"), program.words);
    }

    @Test
    void source_targetAndDryRun() {
        index.add("py", "a", "2.0", "a.py", bytes("a = 1\n"), "");
        assertEquals(0, mip("--no-mpy", "--target", ":/app/lib", "--dry-run", "a@2.0"), program.words);
        assertEquals("new      /app/lib/a.py  6 B\n", program.data);
        assertEquals("nothing", on("/app/lib/a.py"));
        assertEquals(0, mip("--no-mpy", "-t", "app", "a@2.0"), program.words);
        assertEquals("a = 1\n", on("/app/a.py"));
        assertFalse(board.ran.toString().contains("_mpy"));
    }

    @Test
    void boardWithoutBytecode_getsSource() {
        board.value(QUESTION, "0");
        index.add("py", "a", "latest", "a.py", bytes("a = 1\n"), "");
        assertEquals(0, mip("a"), program.words);
        assertEquals("a = 1\n", on("/lib/a.py"));
    }

    @Test
    void confirm_isAsOfSync() {
        index.add("6", "a", "latest", "a.mpy", bytes("x"), "");
        assertEquals(0, mip("--confirm", "5m", "a"), program.words);
        assertTrue(program.words.contains("%confirm keeps the files"), program.words);
        assertEquals(0, program.run("-b", "test", "rollback"), program.words);
        assertEquals("nothing", on("/lib/a.mpy"));
    }

    @Test
    void json_isARowForEachPackageAndOneForAll() {
        index.add("6", "a", "latest", "a.mpy", bytes("x"), "");
        assertEquals(0, program.run("-J", "-b", "test", "mip", "install", "--index", index.url(), "a"), program.words);
        assertEquals(
                "{\"board\":\"esp32/test\",\"package\":\"a\",\"version\":\"1.0\",\"files\":1}\n"
                        + "{\"board\":\"esp32/test\",\"sent\":1,\"deleted\":0,\"unchanged\":0,\"left\":0,\"bytes\":1,\"wire\":1,\"seconds\":0.001}\n",
                program.data);
    }

    @Test
    void severalBoards_getItAll_andItIsFetchedOnce() {
        FakeBoard lamp = program.session.announce("esp32/lamp", true, ProgramHarness.NOW);
        lamp.value(QUESTION, "774");
        index.add("6", "a", "latest", "a.mpy", bytes("x"), "");
        assertEquals(0, program.run("-b", "esp32/*", "mip", "install", "--index", index.url(), "a"), program.words);
        assertTrue(board.files.containsKey("/lib/a.mpy") && lamp.files.containsKey("/lib/a.mpy"));
        assertEquals(2, index.asked.size(), index.asked::toString);
    }

    @Test
    void contentThatIsNotTheNamedOne_isAnIntegrityError_andNothingIsChanged() {
        index.add("6", "good", "latest", "good.mpy", bytes("good"), "");
        index.add("6", "bad", "latest", "bad.mpy", bytes("right"), "");
        for (String path : List.copyOf(pathsBelow("/file/"))) {
            index.put(path, "wrong");
        }
        assertEquals(5, mip("good", "bad"), program.words);
        assertTrue(program.words.contains("is not the file that good names"), program.words);
        assertEquals("nothing", on("/lib/good.mpy"));
        assertEquals("nothing", on("/lib/bad.mpy"));
    }

    private List<String> pathsBelow(String folderName) {
        return index.paths().stream()
                .filter(path -> path.startsWith(folderName))
                .toList();
    }

    @Test
    void packageThatWouldReplaceTheFramework_isRefused() {
        for (String path : List.of("mqboard/session.py", "logging.py")) {
            index.add("6", "a", "latest", path, bytes("x"), "");
            assertEquals(2, mip("a"), program.words);
            assertTrue(program.words.contains("which the board itself needs; --target names another"), program.words);
        }
        index.add("6", "a", "latest", "boot.py", bytes("x"), "");
        assertEquals(2, mip("-t", "/", "a"), program.words);
    }

    @Test
    void noSuchPackage_namesIndexAndVersion() {
        assertEquals(1, mip("nosuch"), program.words);
        assertEquals(
                "mqboard: " + index.url()
                        + "/ has no package nosuch as bytecode of version 6; --no-mpy asks for its source\n",
                program.words);
    }

    @Test
    void noIndex_isOffline_andNamesAddressAndOption() {
        String url = index.url();
        index.close();
        assertEquals(3, mip("a"), program.words);
        assertTrue(
                program.words.startsWith("mqboard: cannot reach " + url + "/package/6/a/latest.json: "), program.words);
        assertTrue(program.words.endsWith("; --index URL|FOLDER names another index\n"), program.words);
        assertEquals(3, program.run("-b", "test", "mip", "install", "--index", "http://no.such.invalid/", "a"));
        assertTrue(program.words.contains("there is no host of that name"), program.words);
        assertEquals(2, program.run("-b", "test", "mip", "install", "--index", "/no/such", "a"));
        assertEquals(2, program.run("-b", "test", "mip", "install", "--index", "ftp://h/", "a"));
    }

    @Test
    void folderAsIndex_andPackageHere() throws IOException {
        Path package_ = folder.resolve("pi/package/6/a/latest.json");
        Files.createDirectories(package_.getParent());
        Files.writeString(package_, "{\"urls\": [[\"a.py\", \"a.py\"]]}");
        Files.writeString(package_.resolveSibling("a.py"), "a = 1\n");
        String here = folder.resolve("pi").toString();
        assertEquals(0, program.run("-b", "test", "mip", "install", "-i", here, "a"), program.words);
        assertEquals("a = 1\n", on("/lib/a.py"));
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(
                mine.resolve("package.json"), "{\"urls\": [[\"m.py\", \"m.py\"]], \"deps\": [[\"a\", \"\"]]}");
        Files.createSymbolicLink(mine.resolve("m.py"), package_);
        assertEquals(1, program.run("-b", "test", "mip", "install", "-i", here, mine + "/"), program.words);
        assertTrue(program.words.contains("is a link out of the package's folder"), program.words);
        Files.delete(mine.resolve("m.py"));
        Files.writeString(mine.resolve("m.py"), "m = 1\n");
        assertEquals(0, program.run("-b", "test", "mip", "install", "-i", here, mine + "/"), program.words);
        assertEquals("m = 1\n", on("/lib/m.py"));
    }

    @Test
    void serverThatMisbehaves_isToldAsWhatItDoes() {
        index.redirect("/loop.py", "/loop.py");
        index.redirect("/moved.py", "/there.py");
        index.put("/there.py", "x = 1\n");
        index.redirect("/file.py", "file:///etc/passwd");
        index.handle("/wrong.py", exchange -> exchange.sendResponseHeaders(500, -1));
        index.put("/big.py", new byte[5 << 20]);
        index.handle("/cut.py", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
        });
        assertEquals(0, mip(index.url() + "/moved.py"), program.words);
        assertEquals("x = 1\n", on("/lib/moved.py"));
        fails(1, "loop.py", "the server answers with HTTP 302");
        fails(1, "wrong.py", "the server answers with HTTP 500");
        fails(1, "big.py", "is larger than 4194304 bytes");
        fails(3, "cut.py", "cannot reach");
        fails(1, "file.py", "");
        fails(1, "none.py", "there is no " + index.url() + "/none.py");
    }

    private void fails(int code, String name, String why) {
        assertEquals(code, mip(index.url() + "/" + name), program.words);
        assertTrue(program.words.contains(why), program.words);
        assertEquals("nothing", on("/lib/" + name));
    }

    @Test
    void serverThatNobodyVouchesFor_isNotAsked() {
        HeldCertificate own = HeldCertificate.builder().ipAddress("127.0.0.1").build();
        try (PackageIndex secure = new PackageIndex(ServerTls.context(own))) {
            secure.put("/x.py", "x = 1\n");
            assertEquals(3, mip(secure.url() + "/x.py"), program.words);
            assertTrue(program.words.contains("its certificate is not one that this computer trusts"), program.words);
            index.redirect("/y.py", secure.url() + "/x.py");
            assertEquals(3, mip(index.url() + "/y.py"), program.words);
            assertEquals(List.of(), secure.asked);
        }
        assertEquals("nothing", on("/lib/x.py"));
    }

    @Test
    void wrongUse() {
        assertEquals(2, program.run("-b", "test", "mip", "remove", "a"));
        assertEquals("mqboard: %mip: it is %mip install PACKAGE...\n", program.words);
        assertEquals(2, program.run("-b", "test", "mip", "install"));
        assertEquals(2, mip("-t", "lamp:/lib", "a"));
    }
}
