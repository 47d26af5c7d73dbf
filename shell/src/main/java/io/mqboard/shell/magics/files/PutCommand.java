package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Copier;
import io.mqboard.shell.magics.files.copy.CopyPlan;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.magics.files.copy.LocalDigest;
import io.mqboard.shell.magics.files.copy.Place;
import io.mqboard.shell.magics.sync.Delivery;
import io.mqboard.shell.sync.SyncItem;
import io.mqboard.shell.sync.SyncSpec;
import io.mqboard.shell.sync.Wanted;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code %put}: local files and folders to the board. */
final class PutCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("put", "copy files to the board")
                .description(
                        "With one LOCAL, :REMOTE may be the new name; with several, or with a slash at its end, it is the folder to put"
                                + " them into. Without :REMOTE they go to the root. A LOCAL/ with a slash at its end stands for what is in it."
                                + " Files that the board has already are left out. A file is there whole and verified, or not at all.")
                .flags(FileFlags.RECURSIVE, FileFlags.FORCE, Delivery.CONFIRM)
                .arguments(
                        Argument.several("LOCAL", ArgumentKind.ANY_PATH),
                        Argument.maybe(":REMOTE", ArgumentKind.ANY_PATH))
                .changes()
                .json("board action path size resumed", JsonFields.SET)
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
        if (words.size() > 1 && !named && Expansion.isMissing(context.folders(), last)) {
            throw new UsageException("%put: there is no " + last + " here; a place on the board is written :" + last);
        }
        List<String> sources = named ? words.subList(0, words.size() - 1) : words;
        Place destination = new Place.There(Target.of(context, named ? last : ":"));
        CopyPlan plan = new CopyPlan(context, "put", destination, arguments.has("recursive"));
        plan.addHere(sources);
        if (arguments.has(Delivery.CONFIRM.name())) {
            confirmed(context, arguments, plan);
        } else {
            new Copier(context, "put", "sent", arguments).copy(plan);
        }
    }

    /** As one set, which the board takes back by itself. */
    private static void confirmed(Context context, Arguments arguments, CopyPlan plan) throws Exception {
        if (arguments.has(FileFlags.FORCE.name())) {
            throw new UsageException("%put: --confirm goes without --force: what is unchanged cannot be taken back");
        }
        Instant began = context.clock().instant();
        List<SyncItem> items = new ArrayList<>();
        for (CopyPlan.Item item : plan.items()) {
            Path local = ((Place.Here) item.from()).path();
            Target target = target(context, item);
            Wanted wanted = new Wanted(local, target.path(), SyncSpec.Options.NONE, "%put");
            items.add(new SyncItem(wanted, Files.size(local), LocalDigest.of(local)));
        }
        if (!items.isEmpty()) {
            Board board = ((Place.There) plan.items().get(0).to()).target().board();
            Delivery.of(context, board, arguments).bring(items, began);
        }
    }

    /** A single file goes into a destination that is a folder. */
    private static Target target(Context context, CopyPlan.Item item) throws MqboardException {
        Target target = ((Place.There) item.to()).target();
        if (!item.mayBeFolder()) {
            return target;
        }
        try {
            boolean folder = context.await(target.board().stat(target.path())).folder();
            return folder ? target.child(item.from().name()) : target;
        } catch (BoardErrorException e) {
            if (e.code().equals("not-found")) {
                return target;
            }
            throw e;
        }
    }
}
