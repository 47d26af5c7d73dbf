package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.completion.ObjectNames;
import io.mqboard.shell.completion.TypedNames;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.output.JsonOutput;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.script.Loop;
import io.mqboard.shell.script.ShellContext;
import io.mqboard.shell.script.Statement;
import io.mqboard.shell.script.StatementSource;
import io.mqboard.shell.script.language.Variables;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** The shell that a person types into: puts the parts of this package together and runs the loop on them. */
public final class Interactive {
    /**
     * What the shell needs of the process around it.
     *
     * @param environment the environment's variables
     * @param home the user's folder
     * @param workingFolder where relative paths begin
     * @param nanoTime a clock
     * @param keysWait whether keys were typed that the terminal has not given to anybody yet
     */
    record Surroundings(
            Map<String, String> environment,
            Path home,
            Path workingFolder,
            LongSupplier nanoTime,
            BooleanSupplier keysWait) {
        static Surroundings ofProcess() {
            Map<String, String> environment = System.getenv();
            String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
            return new Surroundings(environment, Path.of(home), Path.of(""), System::nanoTime, Terminals::keysWait);
        }
    }

    /** How long a broker may take before the prompt comes all the same. Most errors of the first connection come sooner. */
    private static final long FIRST_CONNECTION_MILLIS = 500;

    private final Configuration configuration;
    private final MagicTable magics;
    private final Connection connection;
    private final Variables variables;
    private final Surroundings surroundings;

    /** A shell over a connection whose session has been opened. */
    public Interactive(Configuration configuration, MagicTable magics, Connection connection, Variables variables) {
        this(configuration, magics, connection, variables, Surroundings.ofProcess());
    }

    Interactive(
            Configuration configuration,
            MagicTable magics,
            Connection connection,
            Variables variables,
            Surroundings surroundings) {
        this.configuration = configuration;
        this.magics = magics;
        this.connection = connection;
        this.variables = variables;
        this.surroundings = surroundings;
    }

    /**
     * Runs until the user leaves, on the calling thread; returns the exit code. The connection, which may still be under way, is not closed.
     */
    public int run() {
        try (Terminal terminal = Terminals.system(surroundings.environment())) {
            return run(terminal);
        } catch (IOException e) {
            throw new IllegalStateException("the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    int run(Terminal terminal) {
        Screen screen = new Screen(terminal, configuration.settings().color());
        try (Printer printer = new Printer(screen)) {
            return new Parts(terminal, screen, printer).run();
        }
    }

    /** Everything that lives as long as the terminal is in use. */
    private final class Parts implements PathCompleter.Boards {
        private final Terminal terminal;
        private final Screen screen;
        private final Printer printer;
        private final ShellReader reader;
        private final ShellContext context;
        private final StateLine state;
        private final RemoteFolders folders = new RemoteFolders(surroundings.nanoTime());
        private final BoardCompleter boards = new BoardCompleter(
                connection::boards, () -> configuration.settings().named());
        private final TypedNames typed = new TypedNames();
        private final ObjectNames objects = new ObjectNames(surroundings.nanoTime());
        private volatile @Nullable Board prepared;

        Parts(Terminal terminal, Screen screen, Printer printer) {
            this.terminal = terminal;
            this.screen = screen;
            this.printer = printer;
            Output output = new TerminalOutput(screen, configuration::settings);
            output = configuration.settings().json() ? JsonOutput.ofData(output) : output;
            ProgressBars bars = new ProgressBars(screen, surroundings.nanoTime());
            TerminalQuestions questions = new TerminalQuestions(terminal, screen);
            Clock clock = Clock.systemUTC();
            context = new ShellContext(configuration, magics, connection, output, bars, questions, clock);
            context.begin(variables, null);
            context.foreground(new TerminalForeground(terminal, screen));
            reader = new ShellReader(terminal);
            state = new StateLine(context, reader::redraw);
            reader.below((columns, rows) -> state.line(columns, rows, screen.color()));
        }

        int run() {
            prepareReader();
            context.addChangeListener(folders::changed);
            connection.follow(new SessionStart(context, printer::print, this::refreshPrompt, this::forget));
            BrokerSession first = connection.current();
            if (first != null) {
                MqboardException failure = firstFailure(first);
                if (failure != null) {
                    ErrorText text = ErrorText.of(failure);
                    text.print(context.output(), "", configuration.settings().verbose());
                    return text.exitCode();
                }
                CompletableFuture<Void> unused = first.connected().exceptionally(late -> said(first, late));
            }
            try {
                return new Loop(context, source()).run();
            } finally {
                state.end();
            }
        }

        private SettingCompleter settingCompleter(PathCompleter paths) {
            return new SettingCompleter(
                    paths, () -> configuration.settings().files().profiles());
        }

        private void forget() {
            folders.forget();
            objects.forget();
        }

        private StatementSource source() {
            if (Terminals.isDumb(terminal)) {
                Supplier<String> prompt = () -> promptText().text(false);
                PlainSource source = new PlainSource(terminal.input(), screen, prompt, this::beginning);
                // JLine knows no signals where it cannot edit.
                Signals.register("INT", () -> interrupt(source));
                return source;
            }
            screen.attach(reader);
            PromptSource source = new PromptSource(
                    terminal,
                    reader,
                    screen,
                    this::promptAtRest,
                    this::beginning,
                    surroundings.keysWait(),
                    context::interrupt);
            terminal.handle(Terminal.Signal.INT, signal -> source.interrupt());
            return source;
        }

        private void interrupt(PlainSource source) {
            if (!source.interrupt()) {
                context.interrupt();
            }
        }

        private void prepareReader() {
            PathCompleter paths = new PathCompleter(folders, this);
            PythonCompleter python = new PythonCompleter(typed, objects, folders, context::selected);
            reader.setParser(new ShellParser(magics));
            ShellCompleter completer = new ShellCompleter(magics, boards, paths, python, settingCompleter(paths));
            reader.setCompleter(completer);
            reader.setHighlighter(new ShellHighlighter(magics, screen::color));
            ShellHistory history = new ShellHistory();
            reader.setHistory(history);
            context.history(history::typed);
            ShellHistory.install(reader, ShellHistory.file(surroundings.environment(), surroundings.home()));
            reader.follow(configuration.settings(), screen.color());
            configuration.onChange(changed -> {
                screen.color(changed.color());
                reader.follow(changed, screen.color());
            });
            Documentation documentation = new Documentation(magics, typed, python::ask);
            InputFile.apply(reader, surroundings.environment(), surroundings.home(), printer::print);
            EditKeys.install(reader, surroundings.keysWait(), documentation::about, completer::hadChoice);
            Suggestions.install(reader);
        }

        private void beginning(Statement statement) {
            if (statement.kind() == Statement.Kind.PYTHON) {
                typed.learn(statement.text());
            }
            for (Board board : context.selection().boards()) {
                folders.doubt(board);
                objects.runs(board);
            }
        }

        private @Nullable Void said(BrokerSession session, Throwable late) {
            if (connection.current() != session) {
                return null;
            }
            Throwable cause = late instanceof CompletionException && late.getCause() != null ? late.getCause() : late;
            printer.print(ErrorText.of(cause).message() + "; trying again");
            return null;
        }

        private void refreshPrompt() {
            state.poke();
            reader.changePrompt(promptText().pattern(screen.color()));
        }

        private String promptAtRest() {
            state.poke();
            Board board = context.selected();
            if (board != null) {
                objects.rests(board);
            }
            return promptText().pattern(screen.color());
        }

        private PromptText promptText() {
            Board board = context.selected();
            if (board != null && board != prepared && board.status().isPresent()) {
                // Most paths that are typed begin at the root.
                prepared = board;
                folders.list(board, "/", 0);
            }
            String shown = context.selection().shown();
            boolean several = context.selection().several();
            String folder = board == null || several ? "/" : context.folders().on(board);
            return new PromptText(
                    shown == null ? expected() : folder.equals("/") ? shown : shown + ":" + folder,
                    board == null || several ? null : board.status().orElse(null),
                    connection.state());
        }

        /** What the prompt shows while no board is selected: the board that will be, or the profile. */
        private @Nullable String expected() {
            Settings settings = configuration.settings();
            String profile = settings.files().profile();
            return settings.board() != null && connection.current() != null
                    ? settings.board()
                    : profile == null ? null : "[" + profile + "]";
        }

        @Override
        public @Nullable Board selected() {
            return context.selected();
        }

        @Override
        public String folder(Board board) {
            return context.folders().on(board);
        }

        @Override
        public Path localFolder() {
            Path folder = context.folders().local();
            return context.folders().atStart() ? surroundings.workingFolder() : folder;
        }

        @Override
        public Board at(String address) throws BadOptionException {
            BrokerSession session = connection.current();
            if (session == null) {
                throw new BadOptionException("there is no connection");
            }
            return session.board(boards.address(address));
        }
    }

    /** Why the session cannot connect, if that is known soon; null if it is connected or nobody knows yet. */
    private static @Nullable MqboardException firstFailure(BrokerSession session) {
        try {
            session.connected().get(FIRST_CONNECTION_MILLIS, TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof MqboardException failure ? failure : null;
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
