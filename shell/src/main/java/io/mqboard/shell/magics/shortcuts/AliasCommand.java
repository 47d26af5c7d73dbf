package io.mqboard.shell.magics.shortcuts;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import java.util.List;

/** {@code %alias}: another name for the beginning of a line. */
final class AliasCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("alias", "give a line a name, or list the names")
                .description(
                        "%NAME then is LINE with what stands behind the name added. LINE is in quotes, and a magic with its percent sign, a local command with !, or Python.")
                .flags(Flag.of('d', "delete", "forget the name, of an alias or a macro"))
                .arguments(Argument.maybe("NAME", ArgumentKind.TEXT), Argument.maybe("LINE", ArgumentKind.TEXT))
                .offline()
                .json("name line")
                .runs(new AliasCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            list(context);
        } else if (arguments.has("delete")) {
            if (!context.shortcuts().forget(words.get(0))) {
                throw new UsageException("%alias: there is no " + words.get(0));
            }
        } else if (words.size() == 2) {
            context.shortcuts().alias(words.get(0), words.get(1));
        } else {
            String text = context.shortcuts().alias(words.get(0));
            if (text == null) {
                throw new UsageException("%alias: there is no " + words.get(0) + "; usage: alias NAME 'LINE'");
            }
            if (context.settings().json()) {
                add(context, new Table(), words.get(0), text);
            } else {
                context.output().println(SafeText.line(text));
            }
        }
    }

    private static void list(Context context) {
        Table table = new Table();
        context.shortcuts().aliases().forEach((name, text) -> add(context, table, name, text));
        context.shortcuts().macros().keySet().forEach(name -> add(context, table, name, "a macro"));
        table.print(context.output());
    }

    private static void add(Context context, Table table, String name, String text) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("name", name);
            object.addProperty("line", text);
            context.output().json(object);
        } else {
            table.row("%" + name, SafeText.line(text));
        }
    }
}
