package io.mqboard.shell.magics.session;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.SettingsFiles;
import io.mqboard.shell.output.SafeText;

/** {@code %profile}: which profiles there are, and a new one by asking. */
final class ProfileCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("profile", "list the profiles, switch to one, or write a new one")
                .description(
                        "NAME closes the connection and makes the one of that profile; what options and environment say about"
                                + " the broker does not hold there. new NAME asks for server, TLS, user and board, and adds [profile NAME] to the user's file of settings;"
                                + " mqboard -P NAME uses it.")
                .arguments(
                        Argument.maybe("WHAT", ArgumentKind.PROFILE).choices("new"),
                        Argument.maybe("NAME", ArgumentKind.TEXT))
                .offline()
                .json("profile selected", "server profile", "file")
                .runs(new ProfileCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (arguments.count() == 0) {
            list(context);
            return;
        }
        String word = arguments.word(0);
        if (!word.equals("new") && arguments.count() == 1) {
            use(context, word);
            return;
        }
        if (!word.equals("new") || arguments.count() < 2) {
            throw new UsageException("%profile: usage: profile [NAME], or profile new NAME");
        }
        new NewProfile(context).write(name(context.settings().files(), arguments.word(1)));
    }

    private static void use(Context context, String name) throws Exception {
        Configuration configuration = context.configuration();
        Configuration.Proposal proposal = configuration.withProfile(name, Reconnection.prompt(context));
        Reconnection.to(context, proposal);
    }

    private static String name(SettingsFiles files, String name) throws UsageException {
        if (!SettingsFiles.isName(name)) {
            throw new UsageException(
                    "%profile: '" + SafeText.line(name) + "' is no name; letters, digits, '-', '_' and '.' make one");
        }
        if (files.profiles().contains(name)) {
            throw new UsageException("%profile: there is a profile '" + name + "' already; see " + files.user());
        }
        return name;
    }

    private static void list(Context context) {
        SettingsFiles files = context.settings().files();
        for (String name : files.profiles()) {
            boolean used = name.equals(files.profile());
            if (context.settings().json()) {
                JsonObject object = new JsonObject();
                object.addProperty("profile", name);
                object.addProperty("selected", used);
                context.output().json(object);
            } else {
                context.output().println((used ? "* " : "  ") + name);
            }
        }
        if (files.profiles().isEmpty()) {
            context.output().note("there is no profile yet; %profile new NAME writes one to " + files.user());
        }
    }
}
