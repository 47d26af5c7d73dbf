package io.mqboard.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mqboard.shell.command.Questions;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.testing.FakeSession;
import io.mqboard.transport.BrokerOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the whole program in this JVM, against a session in memory. */
final class ProgramHarness {
    static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");

    final Map<String, String> environment = new HashMap<>();
    FakeSession session = FakeSession.connectedSession();
    /** The sessions of other brokers, by their ports. */
    final Map<Integer, FakeSession> others = new HashMap<>();

    BrokerOptions options;
    String input = "";
    String terminals = "";
    String data = "";
    String words = "";
    /** What somebody answers to questions; without any there is nobody. */
    List<String> answers = List.of();

    /** A program whose home folder is this one. */
    ProgramHarness(Path home) {
        environment.put("HOME", home.toString());
    }

    private @Nullable Questions questions() {
        Iterator<String> left = answers.iterator();
        return answers.isEmpty() ? null : (question, secret) -> left.hasNext() ? left.next() : null;
    }

    /** Runs it and returns the exit code. */
    int run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(new ByteArrayInputStream(input.getBytes(UTF_8)), out, err, terminals, questions());
        Connection.Opener opener = asked -> {
            options = asked;
            return others.getOrDefault(asked.port(), session);
        };
        int code = new Program(console, environment, opener, Clock.fixed(NOW, ZoneOffset.UTC)).run(arguments);
        data = out.toString(UTF_8);
        words = err.toString(UTF_8);
        return code;
    }
}
