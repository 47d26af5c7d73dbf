package io.mqboard.shell.terminal;

import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.command.Selection;
import io.mqboard.shell.completion.ObjectNames;
import io.mqboard.shell.completion.TypedNames;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Trace;
import io.mqboard.shell.script.Loop;
import io.mqboard.shell.script.ShellContext;
import io.mqboard.shell.script.Statement;
import io.mqboard.shell.script.StatementSource;
import io.mqboard.shell.script.language.Variables;
import io.mqboard.transport.BadOptionException;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private static final int MAX_LISTED = 8;

    private final Settings settings;
    private final MagicTable magics;
    private final BrokerSession session;
    private final Variables variables;
    private final Surroundings surroundings;

    public Interactive(Settings settings, MagicTable magics, BrokerSession session, Variables variables) {
        this(settings, magics, session, variables, Surroundings.ofProcess());
    }

    Interactive(
            Settings settings,
            MagicTable magics,
            BrokerSession session,
            Variables variables,
            Surroundings surroundings) {
        this.settings = settings;
        this.magics = magics;
        this.session = session;
        this.variables = variables;
        this.surroundings = surroundings;
    }

    /**
     * Runs until the user leaves, on the calling thread; returns the exit code. The session, which may still be connecting, is not closed.
     */
    public int run() {
        try (Terminal terminal = Terminals.system(surroundings.environment())) {
            return run(terminal);
        } catch (IOException e) {
            throw new IllegalStateException("the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    int run(Terminal terminal) {
        Screen screen = new Screen(terminal, settings.color());
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
        private final RemoteFolders folders = new RemoteFolders(surroundings.nanoTime());
        private final TypedNames typed = new TypedNames();
        private final ObjectNames objects = new ObjectNames(surroundings.nanoTime());
        private volatile @Nullable Board prepared;

        Parts(Terminal terminal, Screen screen, Printer printer) {
            this.terminal = terminal;
            this.screen = screen;
            this.printer = printer;
            TerminalOutput output = new TerminalOutput(screen, settings.quiet(), settings.verbose());
            ProgressBars bars = new ProgressBars(screen, surroundings.nanoTime());
            TerminalQuestions questions = new TerminalQuestions(terminal, screen);
            context = new ShellContext(settings, magics, () -> session, output, bars, questions, Clock.systemUTC());
            context.begin(variables, null);
            context.foreground(new TerminalForeground(terminal, screen));
            reader = new ShellReader(terminal);
        }

        int run() {
            prepareReader();
            context.addChangeListener(folders::changed);
            Notices notices = new Notices(
                    settings.broker().toString(), settings.quiet() ? line -> {} : printer::print, this::refreshPrompt);
            if (settings.trace()) {
                session.addListener(new Trace(printer::print));
                session.trace(true);
            }
            session.addListener(notices);
            session.discover();
            CompletableFuture<Void> unused = session.discovered().thenRun(() -> {
                notices.allHeard();
                select();
            });
            MqboardException failure = firstFailure(session);
            if (failure != null) {
                ErrorText text = ErrorText.of(failure);
                text.print(context.output(), "", settings.verbose());
                return text.exitCode();
            }
            CompletableFuture<Void> unusedToo = session.connected().exceptionally(this::said);
            return new Loop(context, source()).run();
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
            ShellCompleter completer = new ShellCompleter(magics, session::boards, paths, python);
            reader.setCompleter(completer);
            reader.setHighlighter(new ShellHighlighter(magics, screen.color()));
            ShellHistory history = new ShellHistory();
            reader.setHistory(history);
            context.history(history::typed);
            ShellHistory.install(reader, ShellHistory.file(surroundings.environment(), surroundings.home()));
            reader.suggest(screen.color());
            Documentation documentation = new Documentation(magics, typed, python::ask);
            InputFile.apply(reader, surroundings.environment(), surroundings.home(), printer::print);
            EditKeys.install(reader, surroundings.keysWait(), documentation::about, completer::hadChoice);
            Suggestions.install(reader);
        }

        /**
         * Selects the board that the options name, or where they name none the only one there is, as soon as all boards have been heard.
         * A command that comes sooner looks for the board by itself.
         */
        private void select() {
            List<String> addresses =
                    session.boards().stream().map(BoardStatus::address).toList();
            String name = settings.board();
            List<String> candidates = name == null ? addresses : candidates(addresses, name);
            if (context.selected() != null) {
                return;
            }
            boolean plural = name != null && context.isPlural(name);
            if (name != null && plural && candidates.size() > 1) {
                select(candidates, name);
            } else if (candidates.size() == 1) {
                select(candidates.subList(0, 1), candidates.get(0));
            } else if (name != null && candidates.isEmpty() && !plural) {
                select(List.of(name), name);
            } else if (name != null && !candidates.isEmpty()) {
                String list = String.join(", ", candidates.subList(0, Math.min(MAX_LISTED, candidates.size())));
                printer.print(SafeText.line(name + " may be " + list) + "; choose with %board");
            }
        }

        private List<String> candidates(List<String> addresses, String name) {
            Set<String> fitting = new TreeSet<>();
            for (String member : context.members(name)) {
                fitting.addAll(BoardNames.candidates(addresses, settings.named().address(member)));
            }
            return List.copyOf(fitting);
        }

        private void select(List<String> addresses, String label) {
            try {
                List<Board> boards = new ArrayList<>();
                for (String address : addresses) {
                    boards.add(session.board(address));
                }
                context.select(new Selection(boards, label));
                refreshPrompt();
            } catch (BadOptionException e) {
                printer.print(String.valueOf(ErrorText.of(e).message()));
            }
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

        private @Nullable Void said(Throwable late) {
            Throwable cause = late instanceof CompletionException && late.getCause() != null ? late.getCause() : late;
            printer.print(ErrorText.of(cause).message() + "; trying again");
            return null;
        }

        private void refreshPrompt() {
            reader.changePrompt(promptText().pattern(screen.color()));
        }

        private String promptAtRest() {
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
                    shown == null ? settings.board() : folder.equals("/") ? shown : shown + ":" + folder,
                    board == null || several ? null : board.status().orElse(null),
                    session.state());
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
            return session.board(address);
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
