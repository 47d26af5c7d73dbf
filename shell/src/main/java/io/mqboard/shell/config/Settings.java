package io.mqboard.shell.config;

import io.mqboard.transport.BrokerOptions;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants, from all places together, at one moment; {@link Configuration} has the present ones.
 *
 * @param broker where the broker is, with user and password
 * @param board address (or part, or glob) of the board to select at the start, or null
 * @param topic topic filter of logs, or null for each board's own
 * @param quiet only data and errors
 * @param verbose more words; stacks of errors
 * @param trace every frame on stderr
 * @param json one JSON object a line instead of tables and sentences
 * @param color whether colours may be used where a terminal is
 * @param named boards and groups with names, and which are protected
 * @param files which files the settings come from
 * @param manners how the prompt behaves
 * @param mpyCross program that compiles Python to bytecode, or null for the one on PATH
 */
public record Settings(
        BrokerOptions broker,
        @Nullable String board,
        @Nullable String topic,
        boolean quiet,
        boolean verbose,
        boolean trace,
        boolean json,
        boolean color,
        NamedBoards named,
        SettingsFiles files,
        Manners manners,
        @Nullable String mpyCross) {
    /**
     * How the prompt behaves.
     *
     * @param statusline whether a line about the board stands below the prompt
     * @param bell whether the terminal rings
     * @param history how many lines are remembered
     * @param logLevel the least severe level of log lines to show, or null for all
     */
    public record Manners(
            boolean statusline,
            boolean bell,
            int history,
            @Nullable String logLevel) {
        /** As if no file said anything, without the line about the board. */
        public static final Manners PLAIN = new Manners(false, false, 5000, null);
    }

    /** Settings without any names or files. */
    public Settings(
            BrokerOptions broker,
            @Nullable String board,
            @Nullable String topic,
            boolean quiet,
            boolean verbose,
            boolean trace,
            boolean json,
            boolean color) {
        this(
                broker,
                board,
                topic,
                quiet,
                verbose,
                trace,
                json,
                color,
                NamedBoards.NONE,
                SettingsFiles.NONE,
                Manners.PLAIN,
                null);
    }

    /** The same with sentences instead of JSON. */
    public Settings withoutJson() {
        return json
                ? new Settings(
                        broker, board, topic, quiet, verbose, trace, false, color, named, files, manners, mpyCross)
                : this;
    }

    /** What the user should know before anything is sent to the broker, or null. */
    public @Nullable String warning() {
        boolean insecure = broker.tls() != null && broker.tls().insecure();
        return insecure ? "--insecure: nobody checks who the broker is; passwords and code may reach anybody" : null;
    }

    /** The same for another broker. */
    Settings withBroker(BrokerOptions other) {
        return new Settings(other, board, topic, quiet, verbose, trace, json, color, named, files, manners, mpyCross);
    }
}
