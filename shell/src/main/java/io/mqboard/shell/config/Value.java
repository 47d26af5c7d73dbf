package io.mqboard.shell.config;

import io.mqboard.shell.cli.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A setting's value and where it came from.
 *
 * @param text the value as it was written; paths of files are made absolute
 * @param origin what to blame in an error: an option, a variable, or file and line
 */
public record Value(String text, String origin) {
    boolean asBoolean() throws UsageException {
        switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "1", "true", "yes", "on" -> {
                return true;
            }
            case "0", "false", "no", "off", "" -> {
                return false;
            }
            default -> throw bad("is neither yes nor no");
        }
    }

    int asPort() throws UsageException {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw bad("is no port; ports are 1 to 65535");
    }

    /** Seconds, perhaps with a fraction, as milliseconds: 0.1 s to one hour. */
    long asMillis() throws UsageException {
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0.1 && seconds <= 3600) {
                return Math.round(seconds * 1000);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw bad("is no time; seconds from 0.1 to 3600 are");
    }

    /** A number of lines. */
    int asLines() throws UsageException {
        try {
            int lines = Integer.parseInt(text);
            if (lines >= 0 && lines <= 100_000) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw bad("is no number of lines; 0 to 100000 are");
    }

    /** A name or an address. What may be a password in it is not repeated. */
    public String asHost() throws UsageException {
        if (text.contains("@")) {
            throw new UsageException(origin
                    + ": a host without user name and password is wanted; --username and --password-file name those");
        }
        if (text.contains("/")) {
            throw bad("is no host; give a name or an address, and --port and --tls beside it");
        }
        return asText();
    }

    String asText() throws UsageException {
        if (text.isEmpty()) {
            throw bad("is empty");
        }
        return text;
    }

    String asOneOf(List<String> words) throws UsageException {
        if (!words.contains(text)) {
            throw bad("is none of " + String.join(", ", words));
        }
        return text;
    }

    Path asPath() throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw bad("is no path");
        }
    }

    UsageException bad(String why) {
        return new UsageException(origin + ": '" + text + "' " + why);
    }
}
