package io.mqboard.shell.command;

import java.util.regex.Pattern;

/** Tells lines that may hold a secret, which are neither remembered nor recorded. */
public final class Secrets {
    // The second part is how Wi-Fi passwords are typed: wlan.connect('name', 'password'); the third an address:
    // user:password@host.
    private static final Pattern SECRET = Pattern.compile(
            "(?is).*(passw|passphrase|secret|token|api_?key|private_?key|\\bpsk\\b|\\bpwd\\b|credential|\\.connect\\s*\\([^)]*,"
                    + "|[\\w.%+-]:[^\\s/@'\"()\\[\\]]+@).*");

    private Secrets() {}

    /** Whether a line, or one of several, may hold one. */
    public static boolean isSecret(String line) {
        return SECRET.matcher(line).matches();
    }
}
