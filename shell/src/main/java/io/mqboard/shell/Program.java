package io.mqboard.shell;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.Help;
import io.mqboard.shell.cli.ProgramOptions;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Invocation;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.magics.StandardMagics;
import io.mqboard.shell.output.JsonOutput;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.StreamOutput;
import io.mqboard.shell.script.ScriptCheck;
import io.mqboard.shell.script.language.Variables;
import io.mqboard.shell.terminal.FullScreen;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One run of the program: options, settings and what they ask for. */
final class Program {
    private final Console console;
    private final Map<String, String> environment;
    private final Connection.Opener opener;
    private final Clock clock;

    Program(Console console, Map<String, String> environment, Connection.Opener opener, Clock clock) {
        this.console = console;
        this.environment = environment;
        this.opener = opener;
        this.clock = clock;
    }

    /** Runs it all and returns the exit code. */
    int run(String[] arguments) {
        boolean verbose = false;
        boolean json = Stream.of(arguments).anyMatch(word -> word.equals("-J") || word.equals("--json"));
        try {
            ProgramOptions options = ProgramOptions.parse(arguments);
            verbose = options.has("verbose");
            json = options.has("json");
            if (options.has("help")) {
                Help.print(output(false, false), StandardMagics.table());
                return ExitCode.OK;
            }
            if (options.has("version")) {
                version(options.has("json"));
                return ExitCode.OK;
            }
            return start(options);
        } catch (Exception e) {
            ErrorText text = ErrorText.of(e);
            text.print(shown(output(false, verbose), json), "mqboard: ", verbose);
            return text.exitCode();
        }
    }

    private void version(boolean json) {
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("version", Version.text());
            output(false, false).json(object);
        } else {
            output(false, false).println("mqboard " + Version.text());
        }
    }

    private int start(ProgramOptions options) throws Exception {
        List<String> rest = options.rest();
        boolean script = !rest.isEmpty() && isScript(rest.get(0));
        boolean command = !rest.isEmpty() && !script;
        List<String> words = script ? rest.subList(1, rest.size()) : List.of();
        Variables variables = new Variables(environment, options.variables(), script ? rest.get(0) : "mqboard", words);
        if (options.has("check")) {
            return check(options, script, variables);
        }
        MagicTable magics = null;
        boolean online = true;
        if (command) {
            // An unknown command is said before anything is asked of a broker.
            magics = StandardMagics.table();
            online = magics.find(MagicTable.bare(rest.get(0))).online() && !Invocation.asksForHelp(rest);
        }
        Configuration configuration = configuration(options, online);
        Settings settings = configuration.settings();
        StreamOutput output = output(settings.quiet(), settings.verbose());
        if (console.isTerminal(0) && console.isTerminal(1)) {
            output.allowCanvas(() -> FullScreen.ofProcess(environment));
        }
        boolean colors = !environment.getOrDefault("TERM", "dumb").startsWith("dumb");
        output.allowColor(settings.color() && colors);
        configuration.onChange(changed -> {
            output.manners(changed.quiet(), changed.verbose());
            output.allowColor(changed.color() && colors);
        });
        if (settings.warning() != null) {
            shown(output, settings.json()).error("mqboard: " + settings.warning());
        }
        SessionRun run = new SessionRun(configuration, console, output, opener, clock, variables);
        if (command) {
            return run.command(magics == null ? StandardMagics.table() : magics, rest);
        }
        if (script) {
            return run.script(rest.get(0));
        }
        String lines = options.lines();
        return lines == null ? run.shell() : run.lines(lines);
    }

    private int check(ProgramOptions options, boolean script, Variables variables) throws UsageException {
        if (!script) {
            throw new UsageException("--check needs a script");
        }
        List<String> errors = ScriptCheck.of(StandardMagics.table(), variables)
                .errors(options.rest().get(0));
        errors.forEach(shown(output(false, false), options.has("json"))::error);
        return errors.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private Configuration configuration(ProgramOptions options, boolean online) throws Exception {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new Configuration(
                options.values(),
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(home),
                online ? console : null,
                options.has("trace"),
                options.has("json"));
    }

    /** Scripts end with .mqs; {@code env mqboard} gives others a path with a slash, which no magic has. */
    private static boolean isScript(String word) throws UsageException {
        return word.endsWith(".mqs") || word.indexOf('/') >= 0;
    }

    private static Output shown(Output output, boolean json) {
        return json ? JsonOutput.ofAll(output) : output;
    }

    private StreamOutput output(boolean quiet, boolean verbose) {
        return new StreamOutput(console.data(), console.words(), console.isTerminal(1), quiet, verbose);
    }
}
