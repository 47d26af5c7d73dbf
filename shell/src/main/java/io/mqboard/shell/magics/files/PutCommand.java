package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Copier;
import io.mqboard.shell.magics.files.copy.CopyPlan;
import io.mqboard.shell.magics.files.copy.Place;
import java.util.List;

/** {@code %put}: local files and folders to the board. */
final class PutCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("put", "copy files to the board")
                .description(
                        "With one LOCAL, :REMOTE may be the new name; with several, or with a slash at its end, it is the folder to put"
                                + " them into. Without :REMOTE they go to the root. A LOCAL/ with a slash at its end stands for what is in it."
                                + " Files that the board has already are left out. A file is there whole and verified, or not at all.")
                .flags(FileFlags.RECURSIVE, FileFlags.FORCE)
                .arguments(
                        Argument.several("LOCAL", ArgumentKind.ANY_PATH),
                        Argument.maybe(":REMOTE", ArgumentKind.ANY_PATH))
                .changes()
                .runs(new PutCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.words();
        String last = words.get(words.size() - 1);
        boolean named = words.size() > 1 && Target.isRemote(last);
        if (words.size() == 1 && last.startsWith(":")) {
            throw new UsageException("%put: what is to be put? usage: put LOCAL... :REMOTE");
        }
        List<String> sources = named ? words.subList(0, words.size() - 1) : words;
        Place destination = new Place.There(Target.of(context, named ? last : ":"));
        CopyPlan plan = new CopyPlan(context, "put", destination, arguments.has("recursive"));
        plan.addHere(sources);
        new Copier(context, "put", "sent", arguments).copy(plan);
    }
}
