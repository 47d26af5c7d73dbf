package io.mqboard.shell.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.command.Questions;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.magics.StandardMagics;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.output.StreamOutput;
import io.mqboard.shell.testing.FakeBoard;
import io.mqboard.shell.testing.FakeSession;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.ConnectFailedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();

    private ShellContext context(FakeSession session) {
        Settings settings = new Settings(
                BrokerOptions.of("localhost", 1883, null), "esp32/test", null, false, false, false, false, false);
        StreamOutput output = new StreamOutput(data, words, false, false, false);
        Configuration configuration = Configuration.of(settings);
        return new ShellContext(
                configuration,
                StandardMagics.table(),
                new Connection(options -> session, configuration, Clock.systemUTC()),
                output,
                ProgressFactory.NONE,
                Questions.NONE,
                Clock.systemUTC());
    }

    private String said() {
        return words.toString(StandardCharsets.UTF_8);
    }

    @Test
    void interrupt_stopsTheBoardAndTheScript() throws Exception {
        FakeSession session = FakeSession.connectedSession();
        FakeBoard board = session.announce("esp32/test", true, null);
        ShellContext context = context(session);
        Loop loop = new Loop(context, Lines.of("while True:\n  pass\n45+876", "s.mqs", false));
        CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(loop::run);
        assertTrue(board.forever.await(10, TimeUnit.SECONDS));
        context.interrupt();
        assertEquals(130, ended.get(10, TimeUnit.SECONDS));
        assertEquals("s.mqs:1: interrupted\n", said());
        assertEquals(1, board.ran.size());
    }

    @Test
    void interrupt_betweenTwoStatements_endsAScriptAndNoPrompt() {
        for (boolean prompt : new boolean[] {false, true}) {
            ShellContext context = context(FakeSession.connectedSession());
            int[] asked = {0};
            StatementSource source = new StatementSource() {
                @Override
                public Statement next() {
                    asked[0]++;
                    context.interrupt();
                    return asked[0] == 3 ? null : Statement.of("", null, 0);
                }

                @Override
                public boolean goesOnAfter(int exitCode) {
                    return prompt;
                }

                @Override
                public boolean isPrompt() {
                    return prompt;
                }
            };
            assertEquals(prompt ? 0 : 130, new Loop(context, source).run());
            assertEquals(prompt ? 3 : 1, asked[0]);
        }
    }

    @Test
    void brokerThatIsNotThere_endsTheScriptWith3() {
        FakeSession session = FakeSession.failing(new ConnectFailedException("localhost refuses"));
        int code = new Loop(context(session), Lines.of("1\n2", "s.mqs", false)).run();
        assertEquals(3, code);
        assertEquals("s.mqs:1: localhost refuses\n", said());
    }

    @Test
    void scriptThatRunsItself_endsInsteadOfTheStack() throws Exception {
        java.nio.file.Path file = java.nio.file.Files.createTempFile("loop", ".mqs");
        try {
            java.nio.file.Files.writeString(file, "%run " + file);
            int code = new Loop(context(FakeSession.connectedSession()), ScriptFile.open(file.toString())).run();
            assertEquals(2, code);
            assertTrue(said().contains("scripts within scripts"), said());
        } finally {
            java.nio.file.Files.delete(file);
        }
    }
}
