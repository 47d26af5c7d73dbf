package io.mqboard.shell.terminal;

import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.config.Settings;
import io.mqboard.transport.BrokerSession;

/** The shell that a person types into. */
public final class Interactive {
    private final Settings settings;
    private final MagicTable magics;
    private final BrokerSession session;

    public Interactive(Settings settings, MagicTable magics, BrokerSession session) {
        this.settings = settings;
        this.magics = magics;
        this.session = session;
    }

    /** Runs until the user leaves; returns the exit code. Closes nothing. */
    public int run() {
        throw new UnsupportedOperationException(settings.toString() + magics.rows() + session);
    }
}
