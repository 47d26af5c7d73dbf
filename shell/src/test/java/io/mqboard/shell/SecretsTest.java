package io.mqboard.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that stands where none belongs is refused, and repeated nowhere. */
class SecretsTest {
    private static final String PASSWORD = "Zeb7";
    private static final String WITHIN = "anna:" + PASSWORD + "@broker.example";

    @TempDir
    Path home;

    private ProgramHarness program;

    @BeforeEach
    void start() throws IOException {
        program = new ProgramHarness(home);
    }

    private void refused(String wanted, String... arguments) {
        assertEquals(2, program.run(arguments), program.words);
        assertTrue(program.words.contains(wanted), program.words);
        assertFalse((program.words + program.data).contains(PASSWORD), program.words + program.data);
    }

    @Test
    void inAnAddress_ofAnyOrigin() throws IOException {
        refused("--server: a host without user name and password", "-s", "mqtt://" + WITHIN, "boards");
        refused("--server: a host without user name and password", "-s", WITHIN, "boards");
        refused("a host without user name and password", "-s", "here", "-c", "%connect " + WITHIN);
        refused("a host without user name and password", "-s", "here", "-c", "%connect mqtts://" + WITHIN);
        refused("a host without user name and password", "-s", "here", "-c", "%set server " + WITHIN);
        Path file = Files.writeString(
                Files.createDirectories(home.resolve(".config/mqboard")).resolve("config"),
                "server = mqtt://" + WITHIN + "\n");
        refused("config:1", "boards");
        Files.delete(file);
        program.environment.put("MQBOARD_SERVER", WITHIN);
        refused("MQBOARD_SERVER", "boards");
    }

    @Test
    void asAnOptionThatThereIsNot() {
        refused("there is no option --password; ", "--password=" + PASSWORD, "boards");
    }

    @Test
    void inTheAnswersForAProfile() throws IOException {
        program.answers = List.of(WITHIN);
        assertEquals(2, program.run("profile", "new", "lab"), program.words);
        assertFalse((program.words + program.data).contains(PASSWORD), program.words + program.data);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(each).contains(PASSWORD), each.toString());
            }
        }
    }
}
