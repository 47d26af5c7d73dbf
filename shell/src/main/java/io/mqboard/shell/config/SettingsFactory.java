package io.mqboard.shell.config;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.TlsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes {@link Settings} of the values that were found; checks each. */
public final class SettingsFactory {
    /** Asks the user without echo. */
    public interface PasswordPrompt {
        /** The password, or null if there is nobody to ask. */
        @Nullable
        String ask(String question) throws ShellException;
    }

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final String PASSWORD = "MQBOARD_PASSWORD";
    private static final long DEFAULT_MILLIS = 10_000;

    private final Resolver resolver;
    private final PasswordPrompt prompt;
    private boolean online = true;

    public SettingsFactory(Resolver resolver, PasswordPrompt prompt) {
        this.resolver = resolver;
        this.prompt = prompt;
    }

    /** Leaves the password out: nothing that follows speaks to the broker, so nobody has to be asked. */
    public SettingsFactory offline() {
        online = false;
        return this;
    }

    /**
     * The settings.
     *
     * @param trace whether frames are shown
     * @param json whether results are JSON
     */
    public Settings make(boolean trace, boolean json) throws ShellException {
        Value board = resolver.get(Key.BOARD);
        Value topic = resolver.get(Key.TOPIC);
        NamedBoards named = resolver.named();
        Value mpyCross = resolver.get(Key.MPY_CROSS);
        boolean color = yes(Key.COLOR, resolver.variable("NO_COLOR") == null);
        return new Settings(
                broker(),
                board == null ? null : named.address(board.text()),
                topic == null ? null : topic.text(),
                yes(Key.QUIET, false),
                yes(Key.VERBOSE, false),
                trace,
                json,
                color,
                named,
                new SettingsFiles(resolver.userFile(), resolver.profile(), resolver.profiles()),
                manners(),
                mpyCross == null ? null : mpyCross.text());
    }

    private Settings.Manners manners() throws UsageException {
        Value history = resolver.get(Key.HISTORY);
        Value level = resolver.get(Key.LOG_LEVEL);
        Settings.Manners plain = Settings.Manners.PLAIN;
        return new Settings.Manners(
                yes(Key.STATUSLINE, true),
                yes(Key.BELL, plain.bell()),
                history == null ? plain.history() : history.asLines(),
                level == null ? null : level.asOneOf(Key.LOG_LEVEL.kind().choices()));
    }

    private BrokerOptions broker() throws ShellException {
        Value server = resolver.get(Key.SERVER);
        String host = server == null ? "localhost" : server.asHost();
        Value port = resolver.get(Key.PORT);
        TlsOptions tls = tls(port != null && port.asPort() == 8883);
        int number = port == null ? (tls == null ? 1883 : 8883) : port.asPort();
        Value timeout = resolver.get(Key.TIMEOUT);
        Duration limit = Duration.ofMillis(timeout == null ? DEFAULT_MILLIS : timeout.asMillis());
        Value user = resolver.get(Key.USERNAME);
        String name = user == null ? null : user.text();
        return new BrokerOptions(host, number, tls, name, password(name, host), KEEP_ALIVE, limit, limit);
    }

    /** TLS is on when it is said, or, if nothing is said, when the port or a certificate tells that it is meant. */
    private @Nullable TlsOptions tls(boolean tlsPort) throws UsageException {
        Path cafile = path(Key.CAFILE);
        Path capath = path(Key.CAPATH);
        Path cert = path(Key.CERT);
        Path key = path(Key.KEY);
        boolean insecure = yes(Key.INSECURE, false);
        boolean meant = tlsPort || cafile != null || capath != null || cert != null || key != null || insecure;
        if (!yes(Key.TLS, meant)) {
            return null;
        }
        return new TlsOptions(
                cafile, capath, cert, key, secret(Key.KEY_PASSWORD_FILE, "MQBOARD_KEY_PASSWORD"), insecure);
    }

    private @Nullable String password(@Nullable String user, String host) throws ShellException {
        if (!online) {
            return null;
        }
        Value command = resolver.get(Key.PASSWORD_COMMAND);
        boolean runs = command != null
                && !resolver.isOption(Key.PASSWORD_FILE)
                && resolver.variable(PASSWORD) == null
                && resolver.nearer(Key.PASSWORD_COMMAND, Key.PASSWORD_FILE) == Key.PASSWORD_COMMAND;
        String known = command != null && runs ? PasswordCommand.run(command) : secret(Key.PASSWORD_FILE, PASSWORD);
        if (known != null) {
            return known;
        }
        return user == null ? null : prompt.ask("Password of " + user + " at " + host + ": ");
    }

    /** What a file or the environment says, the one that was named nearer. */
    private @Nullable String secret(Key key, String name) throws UsageException {
        Value file = resolver.get(key);
        String variable = resolver.variable(name);
        return file != null && (variable == null || resolver.isOption(key)) ? firstLine(file) : variable;
    }

    private static String firstLine(Value file) throws UsageException {
        try {
            String text = Files.readString(file.asPath(), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            String line = end < 0 ? text : text.substring(0, end);
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        } catch (IOException e) {
            throw file.bad("cannot be read as a file with a password");
        }
    }

    private @Nullable Path path(Key key) throws UsageException {
        Value value = resolver.get(key);
        if (value == null) {
            return null;
        }
        Path path = value.asPath();
        if (!Files.exists(path)) {
            throw value.bad("does not exist");
        }
        return path;
    }

    private boolean yes(Key key, boolean otherwise) throws UsageException {
        Value value = resolver.get(key);
        return value == null ? otherwise : value.asBoolean();
    }
}
