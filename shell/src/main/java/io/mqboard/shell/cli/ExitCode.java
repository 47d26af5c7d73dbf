package io.mqboard.shell.cli;

/** How the program ends. Numbers, because they leave the process. */
public final class ExitCode {
    public static final int OK = 0;
    /** Something failed, or code on the board raised an exception. */
    public static final int FAILED = 1;
    /** The user has to say it differently: an unknown option, a bad setting, a missing file. */
    public static final int USAGE = 2;
    /** Broker or board not there, or silent. */
    public static final int OFFLINE = 3;
    /** Some boards of several failed. */
    public static final int PARTLY = 4;
    /** What arrived is not what was sent. */
    public static final int INTEGRITY = 5;
    /** Ctrl-C, as shells count it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
