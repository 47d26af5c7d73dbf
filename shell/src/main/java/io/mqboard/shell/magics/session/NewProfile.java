package io.mqboard.shell.magics.session;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.config.SettingsEditor;
import io.mqboard.shell.config.Value;
import io.mqboard.shell.output.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks for what a profile needs and adds it to the user's file of settings. Passwords stay out of it. */
final class NewProfile {
    private final Context context;
    private final StringBuilder text = new StringBuilder();

    NewProfile(Context context) {
        this.context = context;
    }

    /** Asks and writes. */
    void write(String name) throws ShellException, IOException {
        text.append("[profile ").append(name).append("]\n");
        set("server", new Value(ask("Broker's name or address", "localhost"), "%profile new").asHost());
        boolean tls = yes(ask("TLS (yes or no)", "yes"));
        set("tls", tls ? "yes" : "no");
        set("port", port(ask("Port", tls ? "8883" : "1883")));
        if (tls) {
            file("cafile", ask("File with the certificate of the broker's CA, PEM; empty for the system's", ""));
        }
        String user = ask("User name; empty for none", "");
        set("username", user);
        if (!user.isEmpty()) {
            file("password-file", ask("File with the password in its first line; empty for none", ""));
            if (text.indexOf("password-file") < 0) {
                set("password-command", ask("Command that prints the password; empty to be asked each time", ""));
            }
        }
        set("board", ask("Board to select at the start; empty for none", ""));
        set("protect", yes(ask("Ask before commands change boards (yes or no)", "no")) ? "yes" : "");
        Path file = context.settings().files().user();
        SettingsEditor.append(file, text.toString());
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("file", file.toString());
            context.output().json(object);
            return;
        }
        context.output().note("wrote " + file + "; mqboard -P " + name + " uses it");
    }

    private String ask(String question, String otherwise) throws ShellException {
        String shown = otherwise.isEmpty() ? question + ": " : question + " [" + otherwise + "]: ";
        String answer = context.questions().ask(shown, false);
        if (answer == null) {
            throw new UsageException(
                    "%profile new asks, and nobody is there to answer; mqboard-config(5) describes the file");
        }
        return answer.isBlank() ? otherwise : answer.strip();
    }

    private static boolean yes(String word) throws UsageException {
        switch (word) {
            case "yes", "y" -> {
                return true;
            }
            case "no", "n" -> {
                return false;
            }
            default -> throw new UsageException("'" + SafeText.line(word) + "' is neither yes nor no");
        }
    }

    private static String port(String word) throws UsageException {
        try {
            int port = Integer.parseInt(word);
            if (port > 0 && port <= 65535) {
                return word;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("'" + SafeText.line(word) + "' is no port; ports are 1 to 65535");
    }

    /** A relative name is meant from here, but the file of settings is elsewhere. */
    private void file(String key, String name) throws UsageException {
        if (name.isEmpty() || name.startsWith("~/")) {
            set(key, name);
            return;
        }
        Path path = context.folders().local(name).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw new UsageException(path + ": no such file");
        }
        set(key, path.toString());
    }

    private void set(String key, String value) throws UsageException {
        if (!value.isEmpty()) {
            text.append(SettingsEditor.line(key, value)).append('\n');
        }
    }
}
