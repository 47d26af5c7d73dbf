package io.mqboard.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %set} as the whole program sees it: what holds, where it comes from, and the user's file afterwards. */
class SetCommandTest {
    @TempDir
    Path home;

    private ProgramHarness program;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        program = new ProgramHarness(home);
        program.session.announce("esp32/test", true, null);
        file = Files.createDirectories(home.resolve(".config/mqboard")).resolve("config");
    }

    private String saved(String before, String... words) throws IOException {
        Files.writeString(file, before);
        assertEquals(0, program.run(words), program.words);
        return Files.readString(file);
    }

    @Test
    void list_namesThePlaceOfEach() throws IOException {
        Files.writeString(file, "timeout = 20\n[profile lab]\nserver = there\n");
        program.environment.put("MQBOARD_VERBOSE", "no");
        assertEquals(0, program.run("-P", "lab", "-p", "1884", "set"), program.words);
        for (String line : new String[] {
            "server +there +.*/config:3 +name or address of the broker",
            "port +1884 +--port +.*",
            "timeout +20 +.*/config:1 +.*",
            "verbose +no +MQBOARD_VERBOSE +.*",
            "color +yes +default +.*",
            "cafile +- +default +.*"
        }) {
            assertTrue(program.data.lines().anyMatch(each -> each.matches(line)), () -> line + "\n" + program.data);
        }
    }

    @Test
    void change_holdsForTheRestOfTheRun() {
        assertEquals(0, program.run("-J", "-c", "%set timeout 2.5\n%set timeout\n%set verbose yes"), program.words);
        assertTrue(program.data.contains("\"value\":\"2.5\""), program.data);
        assertTrue(program.data.contains("\"from\":\"this session\""), program.data);
        assertEquals(Duration.ofMillis(2500), program.session.replyTimeout);
    }

    @Test
    void quiet_silencesNotes_fromThenOn() {
        assertEquals(0, program.run("-c", "%set port 1884\n%set quiet yes\n%set port 1885"), program.words);
        assertEquals("port holds from the next %connect on\n", program.words);
    }

    @Test
    void protection_isLiftedAndGiven() {
        assertEquals(2, program.run("-b", "esp32/test", "-c", "%set protect yes\n%mkdir :/d"), program.words);
        assertTrue(program.words.contains("is protected"), program.words);
    }

    @Test
    void wrongNamesAndValues_areAnsweredWithRightOnes() {
        for (String[] each : new String[][] {
            {"tiemout", "is it timeout?"},
            {"colour", "is it color?"},
            {"xyzzy", "%set lists them"},
            {"password", "passwords are no settings"},
        }) {
            assertEquals(2, program.run("set", each[0], "1"), each[0]);
            assertTrue(program.words.contains(each[1]), program.words);
        }
        for (String[] each : new String[][] {
            {"timeout", "0", "seconds from 0.1 to 3600 are"},
            {"color", "blue", "is neither yes nor no"},
            {"log-level", "loud", "is none of debug, info, warning, error, critical"},
            {"history", "many", "0 to 100000 are"},
            {"server", "mqtt://x", "is no host"},
            {"cafile", "nowhere.pem", "does not exist"},
            {"profile", "lab", "%profile lab switches"},
        }) {
            assertEquals(2, program.run("set", each[0], each[1]), each[0]);
            assertTrue(program.words.contains(each[2]), program.words);
            assertFalse(Files.exists(file));
        }
        assertEquals(2, program.run("set", "profile", "lab", "--save"));
        assertTrue(program.words.contains("there is no profile 'lab'"), program.words);
    }

    @Test
    void save_keepsCommentsAndOrder() throws IOException {
        String before = "# mine\n\nserver = a # first\n  timeout=5   # slow\n\n[profile lab]\nserver = b\n";
        assertEquals(before.replace("=5 ", "=20 "), saved(before, "set", "--save", "timeout", "20"));
        assertEquals(before.replace("slow\n", "slow\nquiet = yes\n"), saved(before, "set", "--save", "quiet", "yes"));
        assertEquals(before.replace("= b", "= c"), saved(before, "-P", "lab", "set", "--save", "server", "c"));
        assertEquals(
                before.replace("slow\n", "slow\nport = 1884\n"),
                saved(before, "-P", "lab", "set", "--save", "port", "1884"));
        assertEquals(
                "# mine\n[board a]\naddress = x\n".replace("[b", "bell = yes\n\n[b"),
                saved("# mine\n[board a]\naddress = x\n", "set", "--save", "bell", "yes"));
        assertEquals("quiet = no\nbell = yes\n", saved("quiet = no", "set", "--save", "bell", "yes"));
        assertEquals("topic = \"a #b\"\n", saved("", "set", "--save", "topic", "a #b"));
        assertEquals(
                "profile = lab\n[profile lab]\nport = 1\n",
                saved("profile = x\n[profile lab]\nport = 1\n", "-P", "lab", "set", "--save", "profile", "lab"));
    }

    @Test
    void save_makesAFileForTheOwnerOnly_andKeepsThePermissionsOfAnother() throws IOException {
        assertEquals(0, program.run("set", "--save", "color", "no"), program.words);
        assertEquals("color = no\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(0, program.run("set", "--save", "color", "yes"), program.words);
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void save_tellsWhatComesBeforeIt() throws IOException {
        program.environment.put("MQBOARD_TIMEOUT", "3");
        assertEquals("timeout = 20\n", saved("", "set", "--save", "timeout", "20"));
        assertTrue(program.words.contains("MQBOARD_TIMEOUT is set, too, and comes first"), program.words);
    }

    @Test
    void logLevel_isTheOneOfLogs() {
        assertEquals(0, program.run("-b", "esp32/test", "-c", "%set log-level error\n%logs -c 0"), program.words);
        assertEquals(2, program.run("set", "log-level", "e"), program.words);
    }
}
