package io.mqboard.shell.magics.session;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.config.Configuration;
import io.mqboard.shell.config.Key;
import io.mqboard.shell.config.Value;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import java.io.IOException;

/** {@code %set}: the settings, where they come from, and other values for them. */
final class SetCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("set", "show the settings and where they come from, or change one")
                .description(
                        "Without VALUE nothing is changed. A change holds until the program ends; those of the broker"
                                + " hold from the next %connect on. mqboard-config(5) describes the settings.")
                .flags(Flag.of("save", "write the value to the user's file of settings"))
                .arguments(
                        Argument.maybe("NAME", ArgumentKind.SETTING),
                        Argument.maybe("VALUE", ArgumentKind.SETTING_VALUE))
                .offline()
                .json("setting value default from meaning allowed")
                .runs(new SetCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        boolean save = arguments.has("save");
        if (arguments.count() == 0) {
            if (save) {
                throw new UsageException("%set: --save needs the name of a setting");
            }
            list(context);
            return;
        }
        Key key = Key.named(arguments.word(0));
        if (arguments.count() > 1) {
            change(context, key, arguments.word(1), save);
        }
        if (save) {
            save(context, key);
        } else if (arguments.count() == 1) {
            show(context, key);
        }
    }

    private static void list(Context context) {
        Table table = new Table();
        for (Key key : Key.values()) {
            if (context.settings().json()) {
                context.output().json(json(context, key));
            } else {
                table.row(key.word(), shown(context, key), origin(context, key), key.meaning());
            }
        }
        table.print(context.output());
    }

    private static void show(Context context, Key key) {
        if (context.settings().json()) {
            context.output().json(json(context, key));
            return;
        }
        Table table = new Table();
        table.row(key.word(), shown(context, key));
        table.row("from", origin(context, key));
        table.row("meaning", key.meaning());
        table.row("may be", key.kind().allowed());
        table.row("default", key.otherwise().isEmpty() ? "-" : key.otherwise());
        table.row("a change holds", when(key));
        table.print(context.output());
    }

    private static void change(Context context, Key key, String text, boolean save) throws Exception {
        if (key.applies() == Key.Applies.START && !save) {
            throw new UsageException("%set: %profile " + SafeText.line(text)
                    + " switches to a profile; with --save it is " + "the one to start with");
        }
        if (key == Key.PROFILE && !context.settings().files().profiles().contains(text)) {
            throw new UsageException("%set: there is no profile '" + SafeText.line(text) + "'; %profile lists them");
        }
        context.configuration().set(key, text, context.folders().local());
        if (!save && key.applies() == Key.Applies.CONNECT) {
            context.output().note(key.word() + " holds from the next %connect on");
        }
    }

    private static void save(Context context, Key key) throws Exception {
        Configuration configuration = context.configuration();
        try {
            String nearer = configuration.save(key);
            context.output()
                    .note("wrote " + key.word() + " to "
                            + configuration.settings().files().user());
            if (nearer != null) {
                context.output().note(nearer + " is set, too, and comes first when the program is started");
            }
        } catch (IOException e) {
            throw new UsageException("%set: the file of settings cannot be written: " + e.getMessage());
        }
    }

    private static String when(Key key) {
        return switch (key.applies()) {
            case NOW -> "at once";
            case CONNECT -> "from the next %connect on";
            case START -> "from the next start on";
        };
    }

    private static String shown(Context context, Key key) {
        Value value = context.configuration().value(key);
        String text = value == null ? key.otherwise() : value.text();
        return text.isEmpty() ? "-" : SafeText.line(text);
    }

    private static String origin(Context context, Key key) {
        Configuration configuration = context.configuration();
        Value value = configuration.value(key);
        if (value == null) {
            return "default";
        }
        // Behind a file and its line stands the name of the setting, which is known here.
        String place = value.origin().replaceFirst(": " + key.word() + "$", "");
        return configuration.isOfSession(key) ? "this session" : SafeText.line(place);
    }

    private static JsonObject json(Context context, Key key) {
        Value value = context.configuration().value(key);
        JsonObject object = new JsonObject();
        object.addProperty("setting", key.word());
        object.addProperty("value", value == null ? null : value.text());
        object.addProperty("default", key.otherwise());
        object.addProperty("from", origin(context, key));
        object.addProperty("meaning", key.meaning());
        object.addProperty("allowed", key.kind().allowed());
        return object;
    }
}
