package io.mqboard.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.testing.FakeSession;
import io.mqboard.transport.ConnectRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %connect}, {@code %disconnect} and {@code %profile} while the program runs. */
class ConnectCommandTest {
    @TempDir
    Path home;

    private ProgramHarness program;
    private final FakeSession lab = FakeSession.connectedSession();

    @BeforeEach
    void start() throws IOException {
        program = new ProgramHarness(home);
        program.session.announce("home/lamp", true, null);
        lab.announce("lab/pump", true, null);
        program.others.put(1885, lab);
        program.others.put(
                1886,
                FakeSession.failing(new ConnectRefusedException("the broker refused user name or password", null)));
        Files.writeString(
                Files.createDirectories(home.resolve(".config/mqboard")).resolve("config"),
                "[profile lab]\nserver = there\nport = 1885\nboard = lab/pump\n"
                        + "[profile closed]\nserver = there\nport = 1886\nusername = anna\n");
    }

    @Test
    void profile_bringsItsBrokerAndItsBoard_andClosesTheSessionBefore() {
        String lines = "%eval 45+876\n%profile lab\n%boards\n%eval 45+876";
        assertEquals(0, program.run("-s", "here", "-b", "home/lamp", "-u", "me", "-c", lines), program.words);
        assertTrue(program.data.contains("lab/pump") && !program.data.contains("home/lamp"), program.data);
        assertTrue(program.words.contains("connected to mqtt://there:1885, profile lab"), program.words);
        assertNull(program.options.username());
        assertEquals(1, program.session.timesClosed());
        assertEquals(1, lab.timesClosed());
    }

    @Test
    void passwordOfTheEnvironment_isNotSentToTheBrokerOfAProfile() {
        program.environment.put("MQBOARD_PASSWORD", "Zebra-7-hat");
        program.environment.put("MQBOARD_USERNAME", "me");
        assertEquals(0, program.run("-c", "%profile lab"), program.words);
        assertNull(program.options.password());
        assertNull(program.options.username());
    }

    @Test
    void host_withAndWithoutAPort() {
        assertEquals(0, program.run("-p", "1885", "-c", "%connect other"), program.words);
        assertEquals("mqtt://other:1883", program.options.toString());
        assertEquals(0, program.run("-c", "%connect other:1885\n%boards"), program.words);
        assertTrue(program.data.contains("lab/pump"), program.data);
        assertEquals(0, program.run("-c", "%connect [::1]:1885"), program.words);
        assertEquals("::1", program.options.host());
        assertEquals(0, program.run("-c", "%connect ::1"), program.words);
        assertEquals("::1", program.options.host());
        for (String wrong : List.of("a:b", "a:0", "a:65536", "a/b", "a:")) {
            assertEquals(2, program.run("-c", "%connect " + wrong), wrong);
        }
    }

    @Test
    void settingsOfTheBroker_holdWithTheNextConnection() {
        assertEquals(0, program.run("-c", "%set port 1885\n%boards\n%connect\n%boards"), program.words);
        assertTrue(program.data.indexOf("home/lamp") < program.data.indexOf("lab/pump"), program.data);
    }

    @Test
    void failure_leavesNoConnection_andThePasswordIsAskedForAgain() {
        program.answers = List.of("wrong", "wrong again");
        program.terminals = "";
        String lines = "%onerror continue\n%profile closed\n%boards\n%profile closed\n%profile lab\n%boards";
        assertNotNull(program.run("-c", lines));
        assertTrue(program.words.contains("refused user name or password"), program.words);
        assertTrue(program.words.contains("there is no connection to a broker; %connect makes one"), program.words);
        assertTrue(program.data.contains("lab/pump"), program.data);
    }

    @Test
    void mistakes_leaveTheSessionOpen() {
        String lines = "%onerror continue\n%profile nowhere\n%connect a:b\n%boards";
        assertNotNull(program.run("-c", lines));
        assertTrue(program.words.contains("'nowhere' is not the name of a profile"), program.words);
        assertTrue(program.data.contains("home/lamp"), program.data);
        assertEquals(1, program.session.timesClosed());
    }

    @Test
    void disconnect_endsItInGoodOrder() {
        assertEquals(3, program.run("-b", "home/lamp", "-c", "%disconnect\n%eval 1"), program.words);
        assertTrue(program.words.contains("disconnected from mqtt://localhost:1883"), program.words);
        assertTrue(program.words.contains("%connect makes one"), program.words);
        assertEquals(1, program.session.timesClosed());
    }
}
