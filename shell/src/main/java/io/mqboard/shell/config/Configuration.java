package io.mqboard.shell.config;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.transport.BrokerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a running program: where each comes from, and how they are changed. Belongs to the command thread, except {@link
 * #settings}.
 */
public final class Configuration {
    /**
     * Settings that hold once they are taken, such as those of another profile.
     *
     * @param settings all of them, with the password
     */
    public record Proposal(Settings settings, Resolver resolver, Map<Key, Value> session, boolean elsewhere) {}

    private static final String PASSWORD = "MQBOARD_PASSWORD";
    private static final String KEY_PASSWORD = "MQBOARD_KEY_PASSWORD";

    private final Map<Key, Value> options;
    private final Map<String, String> environment;
    private final Path folder;
    private final Path home;
    private final boolean trace;
    private final boolean json;
    private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
    /** What somebody has typed, by the question. */
    private final Map<String, String> passwords = new HashMap<>();

    private Map<Key, Value> session = new EnumMap<>(Key.class);
    /** Whether another broker was chosen, which the options and the environment do not speak of. */
    private boolean elsewhere;

    private Resolver resolver;
    private volatile Settings settings;

    /**
     * Reads the files.
     *
     * @param options what the command line says
     * @param environment the process's environment
     * @param folder the working folder, absolute
     * @param home the user's home folder
     * @param prompt asks for the password; null if nothing that follows speaks to the broker
     * @param trace whether frames are shown
     * @param json whether results are JSON
     */
    public Configuration(
            Map<Key, Value> options,
            Map<String, String> environment,
            Path folder,
            Path home,
            SettingsFactory.@Nullable PasswordPrompt prompt,
            boolean trace,
            boolean json)
            throws ShellException {
        this.options = options;
        this.environment = environment;
        this.folder = folder;
        this.home = home;
        this.trace = trace;
        this.json = json;
        resolver = new Resolver(session, options, environment, folder, home);
        settings = make(resolver, prompt);
    }

    private Configuration(Settings fixed) throws ShellException {
        this(Map.of(), Map.of(), Path.of("/nonexistent"), Path.of("/nonexistent"), null, false, fixed.json());
        settings = fixed;
    }

    /** These settings, of which nobody knows where they come from. */
    public static Configuration of(Settings settings) {
        try {
            return new Configuration(settings);
        } catch (ShellException e) {
            throw new IllegalStateException("without files nothing can be wrong", e);
        }
    }

    /** The present settings. For any thread. */
    public Settings settings() {
        return settings;
    }

    /** Calls this with the settings after each change, on the command thread. */
    public void onChange(Consumer<Settings> listener) {
        listeners.add(listener);
    }

    /** The value of a setting and where it comes from; null where the default holds. */
    public @Nullable Value value(Key key) {
        return resolver.get(key);
    }

    /** Whether a setting was set in this run of the program. */
    public boolean isOfSession(Key key) {
        return session.containsKey(key);
    }

    /**
     * Changes a setting from now on, or for the next connection.
     *
     * @param here the folder that a relative path begins at
     */
    public void set(Key key, String text, Path here) throws ShellException {
        String word = key.isPath() && !text.isEmpty() ? absolute(text, here) : text;
        Value value = new Value(word, "%set " + key.word());
        key.check(value);
        Map<Key, Value> changed = copy();
        changed.put(key, value);
        Resolver next = resolver(changed, elsewhere);
        Settings made = make(next, null);
        // The session that is open goes on, with other limits at most.
        BrokerOptions broker = settings.broker()
                .withTimeouts(made.broker().connectTimeout(), made.broker().replyTimeout());
        take(new Proposal(made.withBroker(broker), next, changed, elsewhere));
    }

    /** Writes the present value of a setting to the user's file; returns what comes before it there, or null. */
    public @Nullable String save(Key key) throws ShellException, IOException {
        Value value = resolver.get(key);
        if (value == null) {
            throw new UsageException(key.word() + " has no value that could be saved");
        }
        Path file = resolver.userFile();
        SettingsEditor.save(file, resolver.profile(), key.word(), value.text());
        Map<Key, Value> without = copy();
        without.remove(key);
        Resolver next = resolver(without, elsewhere);
        Value saved = next.get(key);
        if (saved != null && saved.text().equals(value.text())) {
            session = without;
            resolver = next;
            return null;
        }
        resolver = resolver(session, elsewhere);
        return saved == null ? null : saved.origin();
    }

    /** The settings for the next connection, the files read anew. */
    public Proposal again(SettingsFactory.PasswordPrompt prompt) throws ShellException {
        return propose(copy(), elsewhere, prompt);
    }

    /** The settings with another profile; what options and environment say about the broker does not hold there. */
    public Proposal withProfile(String name, SettingsFactory.PasswordPrompt prompt) throws ShellException {
        Map<Key, Value> changed = copy();
        changed.keySet().removeIf(key -> key.applies() == Key.Applies.CONNECT);
        changed.put(Key.PROFILE, new Value(name, "%profile"));
        return propose(changed, true, prompt);
    }

    /** The settings with another broker; 0 is the usual port. */
    public Proposal withServer(String host, int port, SettingsFactory.PasswordPrompt prompt) throws ShellException {
        int usual = settings.broker().tls() == null ? 1883 : 8883;
        Map<Key, Value> changed = copy();
        changed.put(Key.SERVER, new Value(host, "%connect"));
        changed.put(Key.PORT, new Value(String.valueOf(port == 0 ? usual : port), "%connect"));
        for (Key key : new Key[] {Key.SERVER, Key.PORT}) {
            key.check(changed.getOrDefault(key, new Value("", "%connect")));
        }
        return propose(changed, elsewhere, prompt);
    }

    /** These settings hold from now on. */
    public void take(Proposal proposal) {
        session = proposal.session();
        elsewhere = proposal.elsewhere();
        resolver = proposal.resolver();
        settings = proposal.settings();
        listeners.forEach(listener -> listener.accept(proposal.settings()));
    }

    /** Passwords that were typed are asked for again, because one may have been wrong. */
    public void forgetPasswords() {
        passwords.clear();
    }

    private Proposal propose(Map<Key, Value> changed, boolean other, SettingsFactory.PasswordPrompt prompt)
            throws ShellException {
        Resolver next = resolver(changed, other);
        return new Proposal(make(next, prompt), next, changed, other);
    }

    private @Nullable String ask(String question, SettingsFactory.PasswordPrompt prompt) throws ShellException {
        String known = passwords.get(question);
        if (known != null) {
            return known;
        }
        String typed = prompt.ask(question);
        if (typed != null) {
            passwords.put(question, typed);
        }
        return typed;
    }

    private Settings make(Resolver from, SettingsFactory.@Nullable PasswordPrompt prompt) throws ShellException {
        SettingsFactory factory = prompt == null
                ? new SettingsFactory(from, question -> null).offline()
                : new SettingsFactory(from, question -> ask(question, prompt));
        return factory.make(trace, json);
    }

    private Resolver resolver(Map<Key, Value> changed, boolean other) throws UsageException {
        if (!other) {
            return new Resolver(changed, options, environment, folder, home);
        }
        Map<Key, Value> fewer = new EnumMap<>(Key.class);
        fewer.putAll(options);
        Map<String, String> variables = new HashMap<>(environment);
        variables.keySet().removeAll(List.of(PASSWORD, KEY_PASSWORD));
        for (Key key : Key.values()) {
            if (key.applies() == Key.Applies.CONNECT) {
                fewer.remove(key);
                variables.remove(key.variable());
            }
        }
        return new Resolver(changed, fewer, variables, folder, home);
    }

    private Map<Key, Value> copy() {
        Map<Key, Value> copy = new EnumMap<>(Key.class);
        copy.putAll(session);
        return copy;
    }

    private String absolute(String text, Path here) throws UsageException {
        Path path = text.startsWith("~/") ? home.resolve(text.substring(2)) : new Value(text, "%set").asPath();
        return here.resolve(path).normalize().toString();
    }
}
