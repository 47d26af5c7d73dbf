package io.mqboard.shell.config;

import io.mqboard.shell.cli.UsageException;
import org.jspecify.annotations.Nullable;

/** A setting: what it is called in files, on the command line and in the environment. */
public enum Key {
    SERVER("server", "MQBOARD_SERVER"),
    PORT("port", "MQBOARD_PORT"),
    TLS("tls", "MQBOARD_TLS"),
    CAFILE("cafile", null),
    CAPATH("capath", null),
    CERT("cert", null),
    KEY("key", null),
    KEY_PASSWORD_FILE("key-password-file", null),
    INSECURE("insecure", null),
    USERNAME("username", "MQBOARD_USERNAME"),
    PASSWORD_FILE("password-file", null),
    PASSWORD_COMMAND("password-command", null),
    BOARD("board", "MQBOARD_PREFIX"),
    TOPIC("topic", "MQBOARD_TOPIC"),
    TIMEOUT("timeout", "MQBOARD_TIMEOUT"),
    PROFILE("profile", "MQBOARD_PROFILE"),
    PROTECT("protect", null),
    QUIET("quiet", null),
    VERBOSE("verbose", "MQBOARD_VERBOSE"),
    COLOR("color", null),
    MPY_CROSS("mpy-cross", "MQBOARD_MPY_CROSS");

    private final String word;
    private final @Nullable String variable;

    Key(String word, @Nullable String variable) {
        this.word = word;
        this.variable = variable;
    }

    /** The name in files; on the command line it stands after two dashes. */
    public String word() {
        return word;
    }

    /** The variable of the environment, or null. */
    @Nullable
    String variable() {
        return variable;
    }

    /** Whether the value names a local file. */
    boolean isPath() {
        return this == CAFILE
                || this == CAPATH
                || this == CERT
                || this == KEY
                || this == PASSWORD_FILE
                || this == KEY_PASSWORD_FILE
                || this == MPY_CROSS;
    }

    /** Refuses a value that this setting cannot have. */
    void check(Value value) throws UsageException {
        switch (this) {
            case PORT -> value.asPort();
            case TIMEOUT -> value.asMillis();
            case TLS, INSECURE, PROTECT, QUIET, VERBOSE, COLOR -> value.asBoolean();
            default -> {
                if (value.text().isEmpty()) {
                    throw value.bad("is empty");
                }
            }
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
}
