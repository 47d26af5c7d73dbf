package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Copier;
import io.mqboard.shell.magics.files.copy.CopyPlan;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.magics.files.copy.Found;
import io.mqboard.shell.magics.files.copy.Place;
import java.util.ArrayList;
import java.util.List;

/** {@code %get}: files and folders of the board to here. */
final class GetCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("get", "copy files from the board")
                .description(
                        "With one :FILE, LOCAL may be the new name; a LOCAL that is a folder takes all of them; - prints the file."
                                + " Without LOCAL they go to the working folder. A :FOLDER/ with a slash at its end stands for what is in it."
                                + " Files that are here already are left out.")
                .flags(FileFlags.RECURSIVE, FileFlags.FORCE)
                .arguments(
                        Argument.several(":FILE", ArgumentKind.REMOTE_PATH_PLAIN),
                        Argument.maybe("LOCAL", ArgumentKind.LOCAL_PATH))
                .json("board action path size resumed", "board path text", "board path base64")
                .runs(new GetCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.words();
        String last = words.get(words.size() - 1);
        boolean named = words.size() > 1 && !Target.isRemote(last);
        List<String> remote = named ? words.subList(0, words.size() - 1) : words;
        if (named && last.equals("-")) {
            for (Target target : Expansion.targets(context, remote)) {
                CatCommand.print(context, target);
            }
            return;
        }
        Place destination = Place.here(context.folders(), named ? last : ".");
        CopyPlan plan = new CopyPlan(context, "get", destination, arguments.has("recursive"));
        List<Found> found = new ArrayList<>();
        for (String word : remote) {
            found.addAll(Expansion.there(context, Target.of(context, word)));
        }
        plan.addFound(found);
        new Copier(context, "get", "fetched", arguments).copy(plan);
    }
}
