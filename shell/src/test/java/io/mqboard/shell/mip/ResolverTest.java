package io.mqboard.shell.mip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages of an index and of other places, honest ones and others, from a source in memory. */
class ResolverTest {
    private static final String INDEX = "https://index.example/pi/v2/";

    @TempDir
    private Path folder;

    private final Map<String, String> web = new HashMap<>();
    private Location index;

    @BeforeEach
    void emptyIndex() throws Exception {
        index = Location.web(INDEX);
    }

    private Resolution resolve(String... words) throws Exception {
        Source source = (location, max) -> {
            String content = location instanceof Location.Here here
                    ? Files.exists(here.file()) ? Files.readString(here.file()) : null
                    : web.get(location.shown());
            return Optional.ofNullable(content).map(text -> text.getBytes(UTF_8));
        };
        return new Resolver(source, index, "6").resolve(List.of(words), folder::resolve);
    }

    private String refused(String... words) {
        return assertThrows(ShellException.class, () -> resolve(words)).getMessage();
    }

    private void has(String name, String version, String rest) {
        web.put(INDEX + "package/6/" + name + "/" + version + ".json", "{\"v\": 1, " + rest + "}");
    }

    private static String parts(Resolution found) {
        StringBuilder text = new StringBuilder();
        found.parts()
                .forEach(part -> text.append(part.path())
                        .append(" <- ")
                        .append(part.at().shown())
                        .append('\n'));
        return text.toString();
    }

    @Test
    void packageOfTheIndex_withWhatItNeeds_eachOnce_circlesEnd() throws Exception {
        has(
                "a",
                "latest",
                "'version': '1.2', 'hashes': [['a/x.mpy', '1dddc25d']], 'deps': [['b', 'latest'], ['c', '']]");
        has("b", "latest", "'hashes': [['b.mpy', 'c31d7eb7']], 'deps': [['a', 'latest'], ['c', 'latest']]");
        has("c", "latest", "'hashes': [['c.mpy', 'e39dbf64']]");
        Resolution found = resolve("a", "b");
        assertEquals(
                "a/x.mpy <- " + INDEX + "file/1d/1dddc25d\n"
                        + "b.mpy <- " + INDEX + "file/c3/c31d7eb7\n"
                        + "c.mpy <- " + INDEX + "file/e3/e39dbf64\n",
                parts(found));
        assertEquals(
                List.of(
                        new Resolution.Resolved("a", "1.2", 1),
                        new Resolution.Resolved("b", "", 1),
                        new Resolution.Resolved("c", "", 1)),
                found.packages());
    }

    @Test
    void version_isAskedFor_andTwoOfOnePackageAreRefused() throws Exception {
        has("a", "1.0", "'hashes': [['a.mpy', '11111111']]");
        has("b", "latest", "'deps': [['a', '2.0']]");
        assertEquals("a.mpy <- " + INDEX + "file/11/11111111\n", parts(resolve("a@1.0")));
        assertEquals("b needs a@2.0, but a@1.0 is to be installed", refused("a@1.0", "b"));
        assertEquals(
                INDEX + " has no package a of version 3 as bytecode of version 6; --no-mpy asks for its source",
                refused("a@3"));
    }

    @Test
    void repositories_becomeAddresses_andTheirBranchHoldsForTheirFiles() throws Exception {
        web.put("https://raw.githubusercontent.com/org/repo/v2/package.json", """
                {"urls": [["m.py", "github:org/repo/src/m.py"], ["n.py", "src/n.py"], ["o.py", "gitlab:x/y/o.py"]],
                 "deps": [["github:other/one", "dev"]]}""");
        web.put("https://raw.githubusercontent.com/other/one/dev/package.json", "{}");
        web.put("https://gitlab.com/g/p/-/raw/HEAD/sub/package.json", "{}");
        assertEquals("""
                m.py <- https://raw.githubusercontent.com/org/repo/v2/src/m.py
                n.py <- https://raw.githubusercontent.com/org/repo/v2/src/n.py
                o.py <- https://gitlab.com/x/y/-/raw/HEAD/o.py
                f.py <- https://raw.githubusercontent.com/a/b/HEAD/lib/f.py
                """, parts(resolve("github:org/repo@v2", "gitlab:g/p/sub", "github:a/b/lib/f.py")));
    }

    @Test
    void addresses_areAFileOrADescription() throws Exception {
        web.put("http://h:81/p/package.json", "{'urls': [['x.py', 'x.py'], ['y.py', 'http://g/y.py']]}");
        assertEquals(
                "z.mpy <- https://h/z.mpy?raw=1\nx.py <- http://h:81/p/x.py\ny.py <- http://g/y.py\n",
                parts(resolve("https://h/z.mpy?raw=1", "http://h:81/p")));
        assertEquals("http://nobody/package.json: there is nothing", refused("http://nobody"));
    }

    @Test
    void folderHere_hasFilesBelowIt_andNoneElsewhere() throws Exception {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("package.json"), "{'urls': [['x.py', 'src/x.py']]}");
        assertEquals("x.py <- " + mine + "/src/x.py\n", parts(resolve("./mine")));
        assertEquals("x.py <- " + mine + "/src/x.py\n", parts(resolve("./mine/package.json")));
        for (String path : List.of("../secret.py", "/etc/passwd", "a/../../secret.py")) {
            Files.writeString(mine.resolve("package.json"), "{'urls': [['x.py', '" + path + "']]}");
            assertTrue(refused("./mine").endsWith(path + " is not below the package's folder"), path);
        }
        assertTrue(refused("./none").endsWith("there is no package.json and no file of that name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../boot.py",
                "a/../../boot.py",
                "/boot.py",
                "",
                "a//b.py",
                "./a.py",
                "a/.",
                "a\\u0000.py",
                "a\\nb.py",
                "..\\\\b.py",
                "a/.mqb-1-2.ok",
                "\\u001b[2J.py",
                "\\ud83d\\ude00.py"
            })
    void pathThatLeavesItsFolder_isRefused(String path) {
        has("a", "latest", "'hashes': [['" + path + "', '11111111']]");
        assertTrue(refused("a").contains("is refused: a package has plain paths"), path);
        web.put("http://h/package.json", "{'urls': [['" + path + "', 'x.py']]}");
        assertTrue(refused("http://h/").contains("is refused"), path);
    }

    @Test
    void pathWithoutEnd_isRefused_andShortened() {
        has("a", "latest", "'hashes': [['" + "x".repeat(100_000) + "', '11111111']]");
        assertTrue(refused("a").length() < 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc", "1", "zzzzzzzz", "11111111/../..", "ABCDEF12"})
    void hashThatIsNone_isRefused(String hash) {
        has("a", "latest", "'hashes': [['a.py', '" + hash + "']]");
        assertTrue(refused("a").endsWith("is no hash"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "",
                "{",
                "null",
                "{'hashes': 1}",
                "{'hashes': [['a']]}",
                "{'hashes': [[1, {}]]}",
                "{'urls': {}}",
                "{'deps': ['b']}",
                "{'version': []}",
                "\u0000\u0001"
            })
    void descriptionThatIsNone_isRefused(String json) {
        web.put(INDEX + "package/6/a/latest.json", json);
        assertEquals(INDEX + "package/6/a/latest.json: this describes no package", refused("a"));
    }

    @Test
    void descriptionThatIsDeep_isRefused() {
        web.put(INDEX + "package/6/a/latest.json", "{'hashes': " + "[".repeat(200_000));
        assertTrue(refused("a").endsWith("this describes no package"));
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, 'is no address of the web'",
        "//elsewhere/x.py, 'is no path from there'",
        "http://h/x.py, 'came by https, and names http://h/x.py'",
        "https://user@h/x.py, 'is no address of the web'",
        "github:../../x, 'is not written github:ORG/REPO[/PATH][@BRANCH]'"
    })
    void sourceThatNobodyShouldName_isRefused(String source, String why) {
        web.put("https://h/package.json", "{'urls': [['x.py', '" + source + "']]}");
        String said = refused("https://h/");
        assertTrue(said.contains(why), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./here", "/etc/passwd", "file:///etc/passwd", "ftp://h/x.py", "../b", "b/c", ""})
    void dependencyOnFilesHere_isRefused(String dep) {
        has("a", "latest", "'deps': [['" + dep + "', 'latest']]");
        assertTrue(refused("a").contains("is no package"), dep);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "..",
                "a@",
                "@1",
                "a@../b",
                "-x",
                "a b",
                "ftp://h/x.py",
                "github:",
                "gitlab:x",
                "http://",
                "https://u@h/"
            })
    void wordThatIsNoPackage_isUsage(String word) {
        assertThrows(UsageException.class, () -> resolve(word));
    }

    @Test
    void twoFilesOfOnePath_areRefused_theSameOneIsNot() throws Exception {
        has("a", "latest", "'hashes': [['x.py', '11111111']]");
        has("b", "latest", "'hashes': [['x.py', '11111111']]");
        has("c", "latest", "'hashes': [['x.py', '22222222']]");
        assertEquals(1, resolve("a", "b").parts().size());
        assertEquals("x.py is in a and, another one, in c", refused("a", "c"));
    }

    @Test
    void packagesWithoutEnd_areRefused() {
        for (int i = 0; i < 150; i++) {
            has("a" + i, "latest", "'deps': [['a" + (i + 1) + "', 'latest']]");
        }
        assertEquals("these need more than 100 packages", refused("a0"));
    }
}
