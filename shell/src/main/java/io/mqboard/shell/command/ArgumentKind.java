package io.mqboard.shell.command;

/** What an argument of a magic is; the completer and the help go by it. */
public enum ArgumentKind {
    LOCAL_PATH,
    /** On a board: {@code :path} on the selected one, {@code address:path} on another. */
    REMOTE_PATH,
    /** As {@link #REMOTE_PATH}, but a plain path is on the board, too, because nothing else makes sense there. */
    REMOTE_PATH_PLAIN,
    /** A local path, or with a colon a path on a board. */
    ANY_PATH,
    BOARD,
    MAGIC,
    /** The name of a setting. */
    SETTING,
    /** A value of the setting that stands before. */
    SETTING_VALUE,
    PROFILE,
    /** The rest of the line as it stands, Python for the board. */
    PYTHON,
    TEXT
}
