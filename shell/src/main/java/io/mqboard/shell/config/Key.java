package io.mqboard.shell.config;

import io.mqboard.shell.cli.Nearest;
import io.mqboard.shell.cli.UsageException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of settings: what each is called in files, on the command line and in the environment, what it may be, what it means. Files,
 * {@code %set}, completion and mqboard-config(5) go by it.
 */
public enum Key {
    SERVER("server", "MQBOARD_SERVER", Kind.HOST, Applies.CONNECT, "localhost", "name or address of the broker"),
    PORT("port", "MQBOARD_PORT", Kind.PORT, Applies.CONNECT, "1883, with TLS 8883", "port of the broker"),
    TLS("tls", "MQBOARD_TLS", Kind.YES_NO, Applies.CONNECT, "no", "speak TLS"),
    CAFILE("cafile", null, Kind.FILE, Applies.CONNECT, "", "PEM file with the certificates to trust"),
    CAPATH("capath", null, Kind.FILE, Applies.CONNECT, "", "folder with the certificates to trust"),
    CERT("cert", null, Kind.FILE, Applies.CONNECT, "", "own certificate"),
    KEY("key", null, Kind.FILE, Applies.CONNECT, "", "own private key"),
    KEY_PASSWORD_FILE("key-password-file", null, Kind.FILE, Applies.CONNECT, "", "file with the password of the key"),
    INSECURE("insecure", null, Kind.YES_NO, Applies.CONNECT, "no", "accept any certificate"),
    USERNAME("username", "MQBOARD_USERNAME", Kind.TEXT, Applies.CONNECT, "", "user name at the broker"),
    PASSWORD_FILE("password-file", null, Kind.FILE, Applies.CONNECT, "", "file with the password"),
    PASSWORD_COMMAND("password-command", null, Kind.COMMAND, Applies.CONNECT, "", "command that prints the password"),
    BOARD("board", "MQBOARD_PREFIX", Kind.BOARD, Applies.CONNECT, "", "board to select at the start"),
    TOPIC("topic", "MQBOARD_TOPIC", Kind.TEXT, Applies.NOW, "", "topic filter of logs"),
    TIMEOUT("timeout", "MQBOARD_TIMEOUT", Kind.SECONDS, Applies.NOW, "10", "how long broker and board may be silent"),
    PROFILE("profile", "MQBOARD_PROFILE", Kind.PROFILE, Applies.START, "", "profile to use; %profile NAME switches"),
    PROTECT("protect", null, Kind.YES_NO, Applies.NOW, "no", "ask before boards are changed"),
    QUIET("quiet", null, Kind.YES_NO, Applies.NOW, "no", "only data and errors"),
    VERBOSE("verbose", "MQBOARD_VERBOSE", Kind.YES_NO, Applies.NOW, "no", "more words, stacks of errors"),
    COLOR("color", null, Kind.YES_NO, Applies.NOW, "yes", "colours on terminals"),
    STATUSLINE(
            "statusline",
            "MQBOARD_STATUSLINE",
            Kind.YES_NO,
            Applies.NOW,
            "yes",
            "a line about the board below the prompt"),
    BELL("bell", null, Kind.YES_NO, Applies.NOW, "no", "ring when a key can do nothing"),
    HISTORY("history", null, Kind.LINES, Applies.NOW, "5000", "lines of the prompt that are remembered"),
    LOG_LEVEL("log-level", null, Kind.LEVEL, Applies.NOW, "debug", "the least severe lines that %logs shows"),
    MPY_CROSS("mpy-cross", "MQBOARD_MPY_CROSS", Kind.FILE, Applies.NOW, "", "compiler of %sync --mpy");

    /** What a value may be. */
    public enum Kind {
        TEXT("text"),
        HOST("a name or an address"),
        PORT("1 to 65535"),
        YES_NO("yes or no", "yes no"),
        FILE("a file or folder that exists"),
        COMMAND("a command for sh"),
        SECONDS("seconds, 0.1 to 3600"),
        LINES("a number, 0 to 100000"),
        LEVEL("debug, info, warning, error or critical", "debug info warning error critical"),
        BOARD("a name of a board or of several"),
        PROFILE("a name of a profile");

        private final String allowed;
        private final String choices;

        Kind(String allowed) {
            this(allowed, "");
        }

        Kind(String allowed, String choices) {
            this.allowed = allowed;
            this.choices = choices;
        }

        /** For people. */
        public String allowed() {
            return allowed;
        }

        /** All values, where they can be listed. */
        public List<String> choices() {
            return choices.isEmpty() ? List.of() : List.of(choices.split(" ", -1));
        }
    }

    /** When a change of a running program counts. */
    public enum Applies {
        NOW,
        /** For the next connection. */
        CONNECT,
        /** When the program starts. */
        START
    }

    private final String word;
    private final @Nullable String variable;
    private final Kind kind;
    private final Applies applies;
    private final String otherwise;
    private final String meaning;

    Key(String word, @Nullable String variable, Kind kind, Applies applies, String otherwise, String meaning) {
        this.word = word;
        this.variable = variable;
        this.kind = kind;
        this.applies = applies;
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    /** The name in files; on the command line it stands after two dashes. */
    public String word() {
        return word;
    }

    /** What a value may be. */
    public Kind kind() {
        return kind;
    }

    /** When a change counts. */
    public Applies applies() {
        return applies;
    }

    /** What holds where nobody says anything, for people; empty for nothing. */
    public String otherwise() {
        return otherwise;
    }

    /** One short line. */
    public String meaning() {
        return meaning;
    }

    /** The variable of the environment, or null. */
    @Nullable
    String variable() {
        return variable;
    }

    /** Whether the value names a local file. */
    boolean isPath() {
        return kind == Kind.FILE;
    }

    /** Refuses a value that this setting cannot have. */
    void check(Value value) throws UsageException {
        switch (kind) {
            case HOST -> value.asHost();
            case PORT -> value.asPort();
            case SECONDS -> value.asMillis();
            case LINES -> value.asLines();
            case YES_NO -> value.asBoolean();
            case LEVEL -> value.asOneOf(kind.choices());
            default -> value.asText();
        }
    }

    /** The setting of a name in a file, or null. */
    static @Nullable Key of(String word) {
        for (Key key : values()) {
            if (key.word.equals(word)) {
                return key;
            }
        }
        return null;
    }

    /** The setting of a name; a wrong one is answered with the nearest. */
    public static Key named(String word) throws UsageException {
        Key key = of(word);
        if (key != null) {
            return key;
        }
        if (word.equals("password")) {
            throw new UsageException("passwords are no settings; password-file and password-command say where one is");
        }
        throw new UsageException("there is no setting '" + word + "'" + Nearest.hint(word, words(), "%set lists them"));
    }

    /** All names. */
    static List<String> words() {
        return Arrays.stream(values()).map(Key::word).toList();
    }
}
