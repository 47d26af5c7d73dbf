package io.mqboard.shell.bootstrap;

import static io.mqboard.shell.bootstrap.FreshBoard.quoted;

import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the settings of a board from answers: {@code /settings.py}, which anybody may read, and {@code /secrets.py}. */
final class BoardSettings {
    private static final long MAX_CA_BYTES = 256 * 1024;

    private final List<BoardFile> files = new ArrayList<>();
    private final StringBuilder open =
            new StringBuilder("# The settings of this board; lib/mqboard/settings.py has the defaults.\n");
    private final StringBuilder secret = new StringBuilder("# What nobody else should read.\n");
    private final String prefix;
    private boolean unchecked;

    private BoardSettings(String prefix) {
        this.prefix = prefix;
    }

    /** Asks all that is needed. */
    static BoardSettings ask(Answers answers, Defaults defaults) throws ShellException, IOException {
        String server = answers.get(Question.SERVER, defaults.server());
        boolean tls = answers.yes(Question.TLS, true);
        int port = port(answers.get(Question.PORT, tls ? "8883" : "1883"));
        String ca = tls ? answers.get(Question.CAFILE, defaults.cafile()) : "";
        String username = answers.get(Question.USERNAME, "");
        String password = username.isEmpty() ? "" : answers.get(Question.PASSWORD, "");
        BoardSettings settings = new BoardSettings(prefix(answers.get(Question.PREFIX, defaults.prefix())));
        String wifi = answers.get(Question.WIFI, "");
        String key = wifi.isEmpty() ? "" : answers.get(Question.WIFI_KEY, "");
        settings.set("server", quoted(server));
        settings.set("port", String.valueOf(port));
        settings.set("tls", tls ? "True" : "False");
        settings.certificate(tls, ca);
        settings.set("prefix", quoted(settings.prefix));
        if (!username.isEmpty()) {
            settings.set("username", quoted(username));
            settings.secret.append("password = ").append(quoted(password)).append('\n');
        }
        if (!wifi.isEmpty()) {
            settings.secret
                    .append("wifi = (")
                    .append(quoted(wifi))
                    .append(", ")
                    .append(quoted(key))
                    .append(")\n");
        }
        settings.open.append(
                "\n# The application: modules in /src, each with `async def start(client, settings)`.\nparts = []\n");
        return settings;
    }

    /**
     * What is taken where nothing is answered.
     *
     * @param server of the shell, empty if it has none
     * @param cafile of the shell, empty if it has none
     * @param prefix the board that the shell has been given, or empty
     */
    record Defaults(String server, String cafile, String prefix) {}

    /** The address that the board will have. */
    String prefix() {
        return prefix;
    }

    /** Whether the board will speak TLS with whoever answers. */
    boolean unchecked() {
        return unchecked;
    }

    /** The files, the CA of the broker among them. */
    List<BoardFile> files() {
        List<BoardFile> all = new ArrayList<>(files);
        all.add(new BoardFile("/settings.py", open.toString().getBytes(StandardCharsets.UTF_8)));
        all.add(new BoardFile("/secrets.py", secret.toString().getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    private void certificate(boolean tls, String ca) throws IOException, UsageException {
        if (!ca.isEmpty()) {
            Path file = Path.of(ca);
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(ca);
            }
            if (Files.size(file) > MAX_CA_BYTES) {
                throw new UsageException(
                        ca + ": too large for the memory of a board; give it the CA of the broker only");
            }
            byte[] content = Files.readAllBytes(file);
            boolean pem = new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN");
            BoardFile there = new BoardFile(pem ? "/ca.pem" : "/ca.der", content);
            files.add(there);
            set("cafile", quoted(there.path()));
        } else if (tls) {
            unchecked = true;
            set("insecure", "True");
        }
    }

    private void set(String name, String literal) {
        open.append(name).append(" = ").append(literal).append('\n');
    }

    private static int port(String text) throws UsageException {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("a port is a number from 1 to 65535, not " + text);
    }

    private static String prefix(String text) throws UsageException {
        String bad = "+#\0";
        boolean good = !text.startsWith("/") && !text.endsWith("/") && !text.contains("//");
        for (int i = 0; i < bad.length(); i++) {
            good &= text.indexOf(bad.charAt(i)) < 0;
        }
        if (!good) {
            throw new UsageException("an address looks like weather/hilltop, without + and #, not like " + text);
        }
        return text;
    }
}
