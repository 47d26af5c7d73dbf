package io.mqboard.shell.script;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.BoardNames;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Folders;
import io.mqboard.shell.command.Foreground;
import io.mqboard.shell.command.History;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.command.Questions;
import io.mqboard.shell.command.Scripts;
import io.mqboard.shell.command.Selection;
import io.mqboard.shell.command.Shortcuts;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.logs.LogHub;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.shell.script.language.Variables;
import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.Call;
import io.mqboard.transport.MqboardException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The state of one run of the program: what it is connected to, what is selected, where output goes. */
public final class ShellContext implements Context {
    /** Told when a command has changed something on a board; on the command thread. */
    public interface ChangeListener {
        void changed(Board board, String remotePath);
    }

    private final Configuration configuration;
    private final MagicTable magics;
    private final Connection connection;
    private volatile Output shown;
    private final ProgressFactory progress;
    private final Questions questions;
    private final Clock clock;
    private final Interruption interruption = new Interruption();
    private final List<ChangeListener> changeListeners = new CopyOnWriteArrayList<>();
    private final Boards boards = new Boards();
    private final Folders folders = new Folders();
    private final Protection protection;
    private final Shortcuts shortcuts;
    private final ShortcutRunner shortcutRunner = new ShortcutRunner(this);
    private History history = History.NONE;
    private boolean leaving;
    private final ScriptRunner scripts = new ScriptRunner(this);
    private int exitCode;
    private Foreground foreground = Foreground.PLAIN;

    public ShellContext(
            Configuration configuration,
            MagicTable magics,
            Connection connection,
            Output output,
            ProgressFactory progress,
            Questions questions,
            Clock clock) {
        this.configuration = configuration;
        this.magics = magics;
        this.shortcuts = new Shortcuts(magics::has);
        this.connection = connection;
        this.shown = output;
        this.progress = progress;
        this.questions = questions;
        this.clock = clock;
        this.protection = new Protection(() -> configuration.settings().named(), questions);
        boards.groups(name -> configuration.settings().named().members(name));
        connection.follow(new Forgetting());
    }

    /** What was known of the boards of a session goes with it. */
    private final class Forgetting implements Connection.Follower {
        @Override
        public void opened(BrokerSession session) {
            // Nothing is known yet.
        }

        @Override
        public void closed() {
            boards.select(Selection.NONE);
            folders.forgetBoards();
        }
    }

    @Override
    public Settings settings() {
        Settings settings = configuration.settings();
        return shown instanceof Diversion diversion && diversion.takesData() ? settings.withoutJson() : settings;
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public MagicTable magics() {
        return magics;
    }

    @Override
    public BrokerSession session() throws MqboardException {
        return connection.session();
    }

    @Override
    public BrokerSession connected() throws MqboardException {
        BrokerSession open = session();
        BrokerSession.State state = open.state();
        if (state != BrokerSession.State.CONNECTED && state != BrokerSession.State.RECONNECTING) {
            await(open.connected());
        }
        return open;
    }

    @Override
    public Output output() {
        return shown;
    }

    @Override
    public ProgressFactory progress() {
        return progress;
    }

    @Override
    public Questions questions() {
        return questions;
    }

    @Override
    public @Nullable Board selected() {
        return boards.selection().first();
    }

    @Override
    public Selection selection() {
        return boards.selection();
    }

    @Override
    public Board board() throws ShellException, MqboardException {
        Selection selection = boards();
        if (selection.several()) {
            throw new UsageException(
                    selection.boards().size() + " boards are selected; select one of them with %board NAME");
        }
        Board board = selection.boards().get(0);
        protection.check(board.address());
        return board;
    }

    @Override
    public Selection boards() throws ShellException, MqboardException {
        if (boards.selection().boards().isEmpty()) {
            // Without a connection there is nothing to select.
            session();
            String name = configuration.settings().board();
            if (name == null) {
                throw new UsageException(
                        "no board is selected; name one with -b ADDRESS, $MQBOARD_PREFIX or %board NAME");
            }
            boards.select(boards.isPlural(name) ? find(List.of(name)) : Selection.of(board(name)));
        }
        return boards.selection();
    }

    @Override
    public Selection find(List<String> names) throws ShellException, MqboardException {
        return boards.find(finder(), names);
    }

    /** Whether commands are for more than one board. */
    boolean several() throws ShellException, MqboardException {
        String name = configuration.settings().board();
        boolean open = boards.selection().boards().isEmpty() && name != null && boards.isPlural(name);
        return (open ? boards() : boards.selection()).several();
    }

    /** Asks before protected boards are changed. */
    Protection protection() {
        return protection;
    }

    @Override
    public List<String> members(String name) {
        return boards.members(name).stream()
                .map(configuration.settings().named()::address)
                .toList();
    }

    /** Whether a name may mean more than one board. */
    public boolean isPlural(String name) {
        return boards.isPlural(name);
    }

    private BoardFinder finder() throws MqboardException {
        return new BoardFinder(
                connected(), interruption, configuration.settings().named());
    }

    @Override
    public Board board(String name) throws ShellException, MqboardException {
        Board board = finder().find(name);
        protection.check(board.address());
        return board;
    }

    @Override
    public void select(Board board) {
        select(Selection.of(board));
    }

    @Override
    public void select(Selection selection) {
        boards.select(selection);
    }

    @Override
    public <T> T await(Call<T> call) throws MqboardException {
        return interruption.await(call.result(), call);
    }

    @Override
    public <T> T await(CompletableFuture<T> future) throws MqboardException {
        return interruption.await(future, null);
    }

    @Override
    public Foreground foreground() {
        return foreground;
    }

    /** Lends the terminal in this way from now on. */
    public void foreground(Foreground lender) {
        foreground = lender;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void changed(Board board, String remotePath) {
        for (ChangeListener listener : changeListeners) {
            listener.changed(board, remotePath);
        }
    }

    /** Calls the listener about every later change. */
    public void addChangeListener(ChangeListener listener) {
        changeListeners.add(listener);
    }

    @Override
    public void interrupt() {
        interruption.request();
    }

    /** Ends what the command waits for with an error. For any thread. */
    public void fail(MqboardException cause) {
        interruption.fail(cause);
    }

    @Override
    public Folders folders() {
        return folders;
    }

    @Override
    public LogHub logs() throws MqboardException {
        return connection.logs();
    }

    @Override
    public Shortcuts shortcuts() {
        return shortcuts;
    }

    @Override
    public History history() {
        return history;
    }

    /** Where what was typed is remembered. */
    public void history(History typed) {
        history = typed;
    }

    /** Runs a line that is an alias or a macro; false if it is none. */
    boolean runShortcut(String line) throws Exception {
        return shortcutRunner.run(line);
    }

    /** Runs a part of a script with variables of its own. */
    void within(Frame frame, List<Node> body) throws Exception {
        scripts.within(frame, body);
    }

    /** A statement of the session itself, not of a script, is about to run. */
    void begins(Statement statement) throws java.io.IOException {
        scripts.begins(statement);
    }

    @Override
    public Scripts scripts() {
        return scripts;
    }

    /** The script that runs now, or the session at a prompt. */
    Frame frame() {
        return scripts.frame();
    }

    /** Names for the variables of a session, or of a script file with its arguments. To be called before anything is run. */
    public void begin(Variables variables, @Nullable String file) {
        scripts.begin(variables, file);
    }

    /** Sends output elsewhere and returns where it went before. */
    Output divert(Output output) {
        Output before = shown;
        shown = output;
        return before;
    }

    /** The boards that a name means: of a glob all that announced themselves, on line or not. */
    List<String> boardNames(String name) throws ShellException, MqboardException {
        List<String> all = new ArrayList<>();
        for (String member : members(name)) {
            all.addAll(BoardNames.isGlob(member) ? finder().all(member) : List.of(member));
        }
        return all;
    }

    @Override
    public void quit(int code) {
        leaving = true;
        exitCode = code;
    }

    /** Whether a command asked the loop to end. */
    boolean leaving() {
        return leaving;
    }

    /** What the program ends with after {@link #quit}. */
    int exitCode() {
        return exitCode;
    }

    /** Whether Ctrl-C was pressed and no prompt has been there since. */
    boolean interrupted() {
        return interruption.asked();
    }

    /** A statement of a person at a prompt begins. */
    void begin() {
        interruption.reset();
    }
}
