package io.mqboard.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of settings as the whole program sees them: names, groups, protection, passwords, new profiles, the examples of the manual. */
class ConfigurationTest {
    private static final String SECRET = "Zebra-7-hat";

    @TempDir
    Path home;

    private ProgramHarness program;

    @BeforeEach
    void start() {
        program = new ProgramHarness(home);
        program.session.announce("esp32/test", true, null).files.put("/a.py", new byte[] {65});
        program.session.announce("esp32/lamp", true, null);
    }

    private void user(String text) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve(".config/mqboard")).resolve("config"), text);
    }

    private String file(String text) throws IOException {
        return Files.writeString(home.resolve("local.py"), text).toString();
    }

    @Test
    void boardsWithNames_areFoundWhereverABoardIsNamed() throws IOException {
        user("board = attic\n[board attic]\naddress = esp32/test\n[board cellar]\naddress = esp32/lamp\n");
        assertEquals(0, program.run("ls"), program.words);
        assertEquals("a.py\n", program.data);
        assertEquals(0, program.run("ls", "attic:/"), program.words);
        assertEquals("a.py\n", program.data);
        assertEquals(0, program.run("-b", "cellar", "eval", "45+876"), program.words);
        assertEquals(0, program.run("-b", "attic,cellar", "-J", "eval", "45+876"), program.words);
        assertTrue(program.data.contains("esp32/lamp") && program.data.contains("esp32/test"), program.data);
    }

    @Test
    void groups_takeGroupsGlobsAndNames_andALoopOfThemEnds() throws IOException {
        user(
                "[board attic]\naddress = esp32/test\n[group up]\nboards = attic, down\n[group down]\nboards = up, *lamp\n");
        assertEquals(0, program.run("-b", "up", "-J", "eval", "45+876"), program.words);
        assertTrue(program.data.contains("esp32/lamp") && program.data.contains("esp32/test"), program.data);
    }

    @Test
    void mistakesOfBoardsAndGroups_areNamedWithFileAndLine() throws IOException {
        for (String[] each : new String[][] {
            {"[board a]\nprotect = yes", ":1: the board 'a' needs address"},
            {"[group g]", ":1: the group 'g' needs boards"},
            {"[board a]\naddress = x\nserver = y", ":3: a board has no setting 'server'"},
            {"[board a]\naddress = x\nprotect = perhaps", ":3: protect: 'perhaps' is neither yes nor no"},
            {"[group g]\nboards = a,,b", ":2: boards: 'a,,b' is no list"},
            {"[board a]\naddress = x\n[group a]\nboards = b", ":3: 'a' has a section already"},
            {"[board a b]\naddress = x", ":1: 'a b' is no name"},
            {"[shelf a]", ":1: sections look like"},
            {"[profile a]\nport = many", ":2: port: 'many' is no port"},
            {"[profile a]\n\ntimeout = 0", ":3: timeout: '0' is no time"},
            {"server =", ":1: server: '' is empty"},
        }) {
            user(each[0]);
            assertEquals(2, program.run("boards"), each[1]);
            assertTrue(program.words.contains("config" + each[1]), program.words);
        }
    }

    @Test
    void protectedBoard_isNotChangedWhereNobodyCanBeAsked() throws IOException {
        user("protect = yes\n[board lamp]\naddress = esp32/lamp\nprotect = no\n");
        for (List<String> each : List.of(
                List.of("put", file("1"), ":/b.py"),
                List.of("rm", ":/a.py"),
                List.of("mv", ":/a.py", ":/c.py"),
                List.of("mkdir", ":/d"),
                List.of("rmdir", ":/d"),
                List.of("touch", ":/d"),
                List.of("edit", ":/a.py"),
                List.of("cp", ":/a.py", ":/d"),
                List.of("put", "--confirm", "1m", file("1"), ":/b.py"),
                List.of("mip", "install", file("1") + ".py"),
                List.of("sync", home + "/", ":/d"),
                List.of("rollback"),
                List.of("safemode", "on"),
                List.of("reset", "-n"))) {
            List<String> words = new ArrayList<>(List.of("-b", "esp32/test"));
            words.addAll(each);
            assertEquals(2, program.run(words.toArray(String[]::new)), each::toString);
            assertTrue(program.words.contains("esp32/test is protected"), program.words);
        }
        assertEquals(2, program.run("-b", "esp32/lamp", "put", file("1"), "esp32/test:/b.py"));
        assertEquals(0, program.run("-b", "esp32/test", "ls"), program.words);
        assertEquals("a.py\n", program.data);
        assertEquals(0, program.run("-b", "esp32/test", "eval", "45+876"), program.words);
        assertEquals(0, program.run("-b", "esp32/lamp", "put", file("1"), ":/b.py"), program.words);
        assertEquals(0, program.run("--no-protect", "-b", "esp32/test", "rm", ":/a.py"), program.words);
    }

    @Test
    void passwordCommand_isRunForTheBrokerOnly_andOnlyFromTheUsersFile() throws IOException {
        Path ran = home.resolve("ran");
        user("username = me\npassword-command = touch " + ran + "; echo " + SECRET + "\n");
        assertEquals(0, program.run("help", "ls"), program.words);
        assertFalse(Files.exists(ran));
        assertEquals(0, program.run("--trace", "-v", "-b", "esp32/test", "ls"), program.words);
        assertEquals(SECRET, program.options.password());
        program.environment.put("MQBOARD_PASSWORD", "other");
        assertEquals(0, program.run("-b", "esp32/test", "ls"), program.words);
        assertEquals("other", program.options.password());
    }

    @Test
    void passwordCommandThatFails_isSaid_withoutWhatItPrinted() throws IOException {
        user("password-command = echo " + SECRET.substring(0, 5) + "''" + SECRET.substring(5) + "; exit 3\n");
        assertEquals(2, program.run("-v", "-b", "esp32/test", "ls"));
        assertTrue(program.words.contains("config:1: password-command: the command ended with 3"), program.words);
        assertFalse((program.words + program.data).contains(SECRET), program.words);
        user("password-command = true\n");
        assertEquals(2, program.run("-b", "esp32/test", "ls"));
        assertTrue(program.words.contains("printed no password"), program.words);
    }

    @Test
    void secrets_reachNeitherOutputNorTraceNorErrors() throws IOException {
        Files.writeString(home.resolve("word"), SECRET + "\n");
        user("username = me\npassword-file = ~/word\n");
        for (List<String> each : List.of(
                List.of("status"),
                List.of("boards"),
                List.of("nowhere"),
                List.of("profile"),
                List.of("ls", ":/none"))) {
            for (String json : List.of("-v", "-J")) {
                List<String> words = new ArrayList<>(List.of("--trace", "-v", json, "-b", "esp32/test"));
                words.addAll(each);
                program.run(words.toArray(String[]::new));
                assertFalse((program.words + program.data).contains(SECRET), program.words);
            }
        }
        user("password = " + SECRET + "\n");
        assertEquals(2, program.run("boards"));
        assertFalse(program.words.contains(SECRET), program.words);
        user(SECRET + "\n");
        assertEquals(2, program.run("boards"));
        assertFalse(program.words.contains(SECRET), program.words);
    }

    @Test
    void newProfile_isWrittenByAsking_forItsOwnerOnly_andWorks() throws IOException {
        program.answers = List.of("broker.example", "no", "", "anna", "", "printf " + SECRET, "esp32/test", "");
        assertEquals(0, program.run("profile", "new", "lab"), program.words);
        Path file = home.resolve(".config/mqboard/config");
        assertEquals(
                "[profile lab]\nserver = broker.example\ntls = no\nport = 1883\nusername = anna\npassword-command = printf "
                        + SECRET + "\nboard = esp32/test\n",
                Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(0, program.run("-P", "lab", "ls"), program.words);
        assertEquals("mqtt://anna@broker.example:1883", program.options.toString());
        assertEquals(SECRET, program.options.password());
        assertEquals(0, program.run("-P", "lab", "profile"), program.words);
        assertEquals("* lab\n", program.data);
        assertEquals(2, program.run("profile", "new", "lab"));
        assertTrue(program.words.contains("already"), program.words);
    }

    @Test
    void newProfile_withNobodyToAsk_writesNothing() {
        assertEquals(2, program.run("profile", "new", "lab"));
        assertFalse(Files.exists(home.resolve(".config/mqboard/config")));
    }

    @Test
    void examplesOfTheManual_work() throws IOException {
        List<String> examples = examples(Files.readString(Path.of("../man/mqboard-config.5")));
        assertEquals(2, examples.size());
        user(examples.get(0).replace("secret-tool lookup mqtt anna", "echo " + SECRET));
        assertEquals(0, program.run("boards"), program.words);
        assertEquals("mqtts://anna@broker.home.example:8883", program.options.toString());
        assertEquals(SECRET, program.options.password());
        assertEquals(0, program.run("-P", "lab", "boards"), program.words);
        assertEquals("mqtt://192.0.2.7:1883", program.options.toString());
        assertNull(program.options.password());
        user(examples.get(1));
        program.session.announce("home/attic/climate", true, null);
        program.session.announce("home/bedroom/1", true, null);
        assertEquals(0, program.run("-b", "upstairs", "-J", "eval", "45+876"), program.words);
        assertTrue(
                program.data.contains("home/bedroom/1") && program.data.contains("home/attic/climate"), program.data);
        assertEquals(2, program.run("put", file("1"), "attic:/main.py"));
        assertTrue(program.words.contains("home/attic/climate is protected"), program.words);
    }

    private static List<String> examples(String page) {
        List<String> found = new ArrayList<>();
        for (int at = page.indexOf(".Bd -literal"); at >= 0; at = page.indexOf(".Bd -literal", at + 1)) {
            found.add(page.substring(page.indexOf('\n', at) + 1, page.indexOf(".Ed", at)));
        }
        return found;
    }
}
