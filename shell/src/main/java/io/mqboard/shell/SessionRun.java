package io.mqboard.shell;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.command.Invocation;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.magics.StandardMagics;
import io.mqboard.shell.output.JsonOutput;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.output.StreamOutput;
import io.mqboard.shell.output.Trace;
import io.mqboard.shell.script.Lines;
import io.mqboard.shell.script.Loop;
import io.mqboard.shell.script.OneShot;
import io.mqboard.shell.script.ScriptFile;
import io.mqboard.shell.script.ShellContext;
import io.mqboard.shell.script.StatementSource;
import io.mqboard.shell.script.language.Variables;
import io.mqboard.shell.terminal.Interactive;
import io.mqboard.shell.terminal.ProgressBars;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements of one source over one session. */
final class SessionRun {
    private final Configuration configuration;
    private final Console console;
    private final StreamOutput output;
    private final Output shown;
    private final Connection connection;
    private final Clock clock;
    private final Variables variables;
    private @Nullable String file;

    SessionRun(
            Configuration configuration,
            Console console,
            StreamOutput output,
            Connection.Opener opener,
            Clock clock,
            Variables variables) {
        this.configuration = configuration;
        this.console = console;
        this.output = output;
        this.shown = configuration.settings().json() ? JsonOutput.ofAll(output) : output;
        this.connection = new Connection(opener, configuration, clock);
        this.clock = clock;
        this.variables = variables;
    }

    /** One magic. The session connects while the rest of the program is still being loaded. */
    int command(MagicTable magics, List<String> words) throws Exception {
        String name = words.get(0).startsWith("%") ? words.get(0).substring(1) : words.get(0);
        if (magics.isOnline(name) && !Invocation.asksForHelp(words)) {
            connection.session();
        }
        return run(magics, new OneShot(words));
    }

    /** A file. */
    int script(String name) throws Exception {
        StatementSource source = ScriptFile.open(name);
        file = name;
        connection.session();
        return run(StandardMagics.table(), source);
    }

    /** The lines of {@code -c}. */
    int lines(String lines) throws MqboardException {
        connection.session();
        return run(StandardMagics.table(), Lines.of(lines, "-c", true));
    }

    /** A person at a terminal, or a pipe. */
    int shell() throws MqboardException {
        connection.session();
        if (!console.isTerminal(0) || !console.isTerminal(1)) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(console.input(), StandardCharsets.UTF_8));
            return run(StandardMagics.table(), new Lines(reader::readLine, "<stdin>", false));
        }
        try {
            return new Interactive(configuration, StandardMagics.table(), connection, variables).run();
        } finally {
            connection.close();
        }
    }

    private int run(MagicTable magics, StatementSource source) {
        ShellContext context =
                new ShellContext(configuration, magics, connection, shown, progress(), console.questions(), clock);
        context.begin(variables, file);
        output.whenBroken(context::interrupt);
        connection.follow(session -> watch(session, context));
        InterruptHook hook = new InterruptHook(context);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            int code = new Loop(context, source).run();
            // Nobody reads what is printed: the command failed, but there is nothing to say about it.
            return output.broken() ? ExitCode.FAILED : code;
        } finally {
            connection.close();
            hook.finished();
        }
    }

    private void watch(BrokerSession opened, ShellContext context) {
        opened.addListener(new ConnectionWatch(context, shown));
        if (configuration.settings().trace()) {
            opened.addListener(new Trace(output::error));
            opened.trace(true);
        }
    }

    /** Bars are for people who watch. */
    private ProgressFactory progress() {
        Settings settings = configuration.settings();
        boolean watched = console.isTerminal(2) && !settings.quiet() && !settings.json();
        return watched ? new ProgressBars(output, System::nanoTime) : ProgressFactory.NONE;
    }
}
