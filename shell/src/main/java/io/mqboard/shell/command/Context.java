package io.mqboard.shell.command;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Settings;
import io.mqboard.shell.connection.Connection;
import io.mqboard.shell.logs.LogHub;
import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.ProgressFactory;
import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.Call;
import io.mqboard.transport.MqboardException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a running command may use of the shell around it. All of it belongs to the command thread, except what says otherwise.
 */
public interface Context {
    Settings settings();

    /** Where the settings come from, and how they are changed. */
    Configuration configuration();

    /** The session as something that comes and goes. */
    Connection connection();

    MagicTable magics();

    /** The session; opened by the first call, which does not wait until it is connected. */
    BrokerSession session() throws MqboardException;

    /** The session, once its first attempt to connect has ended well; fails as that did while none has. */
    BrokerSession connected() throws MqboardException;

    /** Safe for use by many threads. */
    Output output();

    ProgressFactory progress();

    /** Asks the person at the terminal, if there is one. */
    Questions questions();

    /** The selected board, of several the first. May be read by any thread. */
    @Nullable
    Board selected();

    /** The selected board, or an error that says how to select one, or that more than one is selected. */
    Board board() throws ShellException, MqboardException;

    /** What is selected. May be read by any thread. */
    Selection selection();

    /** The selected boards, at least one, or an error that says how to select one. */
    Selection boards() throws ShellException, MqboardException;

    /** The boards that names mean: addresses, parts of addresses, globs, groups. At least one. May wait for the presence records. */
    Selection find(List<String> names) throws ShellException, MqboardException;

    /** The board of a name: an address, or a unique part or glob of one. May wait for the presence records of the broker. */
    Board board(String name) throws ShellException, MqboardException;

    /**
     * What a name of one or several boards stands for, groups and lists with commas taken apart: addresses, parts of addresses and globs.
     * Asks nobody. All that takes names of boards goes by it.
     */
    List<String> members(String name);

    void select(Board board);

    /** Selects boards. */
    void select(Selection boards);

    /** Waits for a call. Ctrl-C while it waits interrupts the call, a second one leaves it alone and ends the waiting. */
    <T> T await(Call<T> call) throws MqboardException;

    /** Waits for anything else. Ctrl-C ends the waiting. */
    <T> T await(CompletableFuture<T> future) throws MqboardException;

    /** What time it is. */
    Clock clock();

    /** Told by commands that change something on a board, for whoever keeps what is there in mind. */
    void changed(Board board, String remotePath);

    /** Interrupts what runs, as Ctrl-C does. For any thread; never blocks. */
    void interrupt();

    /** Where relative paths begin. */
    Folders folders();

    /** Lends the terminal to programs and editors. */
    Foreground foreground();
    /** Names that the user has given to lines. */
    Shortcuts shortcuts();

    /** What was typed at the prompt. */
    History history();

    /** What a command may do about scripts (.mqs). */
    Scripts scripts();

    /** Log lines of boards; opens the session as {@link #session} does. */
    LogHub logs() throws MqboardException;

    /** Asks the loop to end after this command. */
    void quit(int exitCode);
}
