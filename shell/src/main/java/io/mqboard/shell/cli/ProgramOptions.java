package io.mqboard.shell.cli;

import io.mqboard.shell.config.Key;
import io.mqboard.shell.config.Value;
import io.mqboard.shell.script.language.Variables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;

/** The options of the program and what they say. What follows the options is a script or a magic with its own. */
public final class ProgramOptions {
    private final Map<Key, Value> values = new EnumMap<>(Key.class);
    private final CommandLine line;

    private ProgramOptions(CommandLine line) {
        this.line = line;
    }

    /** Reads the command line. */
    public static ProgramOptions parse(String[] arguments) throws UsageException {
        ProgramOptions parsed;
        try {
            parsed = new ProgramOptions(
                    DefaultParser.builder().setAllowPartialMatching(false).get().parse(options(), arguments, true));
        } catch (ParseException e) {
            throw new UsageException(e.getMessage() + "; mqboard --help lists the options");
        }
        parsed.check();
        parsed.collect();
        return parsed;
    }

    /** All options, in the order of the help. */
    static List<Option> all() {
        List<Option> all = new ArrayList<>();
        value(all, "s", "server", "HOST", "broker's name or address (localhost)");
        value(all, "p", "port", "PORT", "broker's port (1883, with TLS 8883)");
        plain(all, null, "tls", "speak TLS; meant by port 8883, --cafile, --capath and --cert");
        plain(all, null, "no-tls", "do not");
        value(all, null, "cafile", "FILE", "trust the certificates in this PEM file instead of the system's");
        value(all, null, "capath", "FOLDER", "trust the PEM certificates in this folder");
        value(all, null, "cert", "FILE", "own certificate, PEM; with --key");
        value(all, null, "key", "FILE", "own private key, PEM");
        value(
                all,
                null,
                "key-password-file",
                "FILE",
                "its first line is the password of the key (else $MQBOARD_KEY_PASSWORD)");
        plain(all, null, "insecure", "accept any certificate of any host: only to look at a broken broker");
        value(all, "u", "username", "NAME", "user name at the broker");
        value(
                all,
                null,
                "password-file",
                "FILE",
                "its first line is the password (else $MQBOARD_PASSWORD or a prompt)");
        value(all, "b", "board", "ADDRESS", "the board: its topic prefix, or a unique part or glob of it");
        value(all, null, "prefix", "ADDRESS", "the same");
        value(all, "t", "topic", "TOPIC", "topic filter of logs");
        value(all, "T", "timeout", "SECONDS", "how long broker and board may be silent (10)");
        value(all, "P", "profile", "NAME", "settings of [profile NAME] in the files of settings");
        value(all, "c", null, "LINES", "run these lines as a script");
        value(all, null, "set", "NAME=VALUE", "a variable of the script or the lines; may be repeated");
        plain(all, null, "check", "look for mistakes in the script that follows and run nothing");
        plain(all, "q", "quiet", "only data and errors");
        plain(all, "v", "verbose", "say more; stacks of errors");
        plain(all, null, "trace", "show every frame");
        plain(all, "J", "json", "one JSON object a line");
        plain(all, null, "no-color", "no colours");
        plain(all, null, "no-protect", "change protected boards without a question");
        plain(all, "h", "help", "this text");
        plain(all, "V", "version", "version of this program");
        return all;
    }

    private static void value(
            List<Option> all, @Nullable String letter, @Nullable String name, String argument, String summary) {
        Option option = new Option(letter, name, true, summary);
        option.setArgName(argument);
        all.add(option);
    }

    private static void plain(List<Option> all, @Nullable String letter, String name, String summary) {
        all.add(new Option(letter, name, false, summary));
    }

    private static Options options() {
        Options options = new Options();
        for (Option option : all()) {
            options.addOption(option);
        }
        return options;
    }

    /** Whether an option was given. */
    public boolean has(String name) {
        return line.hasOption(name);
    }

    /** The lines of {@code -c}, or null. */
    public @Nullable String lines() {
        return last("c");
    }

    /** The variables that {@code --set} names. */
    public Map<String, String> variables() throws UsageException {
        Map<String, String> variables = new HashMap<>();
        String[] all = line.getOptionValues("set");
        for (String each : all == null ? new String[0] : all) {
            int equals = each.indexOf('=');
            if (equals < 0 || !Variables.isName(each.substring(0, equals))) {
                throw new UsageException("--set takes NAME=VALUE, not " + each);
            }
            variables.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return variables;
    }

    /** What follows the options. */
    public List<String> rest() {
        return line.getArgList();
    }

    /** The settings among the options. */
    public Map<Key, Value> values() {
        return values;
    }

    private void check() throws UsageException {
        if (has("tls") && has("no-tls")) {
            throw new UsageException("--tls and --no-tls exclude each other");
        }
        if (has("board") && has("prefix")) {
            throw new UsageException("--board and --prefix are the same; give one of them");
        }
        if (has("c") && !rest().isEmpty()) {
            throw new UsageException("after -c LINES nothing may follow, but '" + rest().get(0) + "' does");
        }
        if (!rest().isEmpty() && rest().get(0).startsWith("-") && rest().get(0).length() > 1) {
            // What follows a = may be a password.
            String option = rest().get(0).replaceFirst("=.*", "");
            throw new UsageException("there is no option " + option + "; mqboard --help lists them");
        }
    }

    /** The last value of an option, so that a user may add one to an alias. */
    private @Nullable String last(String name) {
        String[] all = line.getOptionValues(name);
        return all == null || all.length == 0 ? null : all[all.length - 1];
    }

    private void collect() {
        for (Key key : Key.values()) {
            if (line.hasOption(key.word())) {
                String text = last(key.word());
                values.put(key, new Value(text == null ? "true" : text, "--" + key.word()));
            }
        }
        String prefix = last("prefix");
        if (prefix != null) {
            values.put(Key.BOARD, new Value(prefix, "--prefix"));
        }
        if (has("no-tls")) {
            values.put(Key.TLS, new Value("false", "--no-tls"));
        }
        if (has("no-protect")) {
            values.put(Key.PROTECT, new Value("false", "--no-protect"));
        }
        if (has("no-color")) {
            values.put(Key.COLOR, new Value("false", "--no-color"));
        }
    }
}
