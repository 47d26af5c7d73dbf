package io.mqboard.shell.magics.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.Table;
import java.util.List;

/** {@code %lsmagic}: names and summaries. */
final class ListMagicsCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("lsmagic", "list the magics")
                .offline()
                .json("magic usage summary json")
                .runs(new ListMagicsCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) {
        print(context, context.magics().rows());
    }

    static JsonObject json(Magic magic) {
        JsonObject object = new JsonObject();
        object.addProperty("magic", magic.name());
        object.addProperty("usage", magic.usage());
        object.addProperty("summary", magic.summary());
        JsonArray objects = new JsonArray();
        magic.json().forEach(objects::add);
        object.add("json", objects);
        return object;
    }

    static void print(Context context, List<Magic> magics) {
        Table table = new Table();
        for (Magic magic : magics) {
            if (context.settings().json()) {
                context.output().json(json(magic));
            } else {
                table.row("%" + magic.name(), magic.summary());
            }
        }
        table.print(context.output());
    }
}
