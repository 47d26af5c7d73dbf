package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.magics.files.copy.Copier;
import io.mqboard.shell.magics.files.copy.CopyPlan;
import io.mqboard.shell.magics.files.copy.Place;
import java.util.List;

/** {@code %cp}: files and folders to a board, from one, within one or between two. */
final class CopyCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("cp", "copy files to, from or between boards")
                .description(
                        "A name with a colon is on a board, another one here. A TO with a slash at its end, or for several FROM,"
                                + " is the folder to put them into; else it is the new name. A FROM/ with a slash at its end stands for"
                                + " what is in it. Files that are there already are left out.")
                .flags(FileFlags.RECURSIVE, FileFlags.FORCE, FileFlags.VERBOSE)
                .arguments(Argument.several("FROM", ArgumentKind.ANY_PATH), Argument.one("TO", ArgumentKind.ANY_PATH))
                .changes()
                .json("board action path size resumed")
                .runs(new CopyCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.words();
        if (words.size() < 2) {
            throw new UsageException("%cp: where to? usage: cp FROM... TO");
        }
        List<String> sources = words.subList(0, words.size() - 1);
        Place destination = Place.of(context, words.get(words.size() - 1));
        CopyPlan plan = new CopyPlan(context, "cp", destination, arguments.has("recursive"));
        plan.add(sources);
        new Copier(context, "cp", "copied", arguments).copy(plan);
    }
}
