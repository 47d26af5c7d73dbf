package io.mqboard.shell.magics.files;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.transport.BoardErrorException;
import io.mqboard.transport.MqboardException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** {@code %put}: local files and folders to the board. */
final class PutCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("put", "copy files to the board")
                .description(
                        "With one LOCAL, :REMOTE may be the new name; with several, or with a slash at its end, it is the folder to put"
                                + " them into. Without :REMOTE they go to the root. A LOCAL/ with a slash at its end stands for what is in it."
                                + " A file is there whole and verified, or not at all.")
                .flags(FileFlags.RECURSIVE, FileFlags.COPY_ALL)
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
        PutPlan plan = new PutPlan(Target.of(context, named ? last : ":"), arguments.has("recursive"));
        List<String> local = named ? words.subList(0, words.size() - 1) : words;
        plan.add(local.stream().map(context.folders()::localWord).toList());
        Transfers transfers = new Transfers(context, "sent");
        boolean done = false;
        try {
            for (Target folder : plan.emptyFolders()) {
                context.await(folder.board().makeFolder(folder.path(), true));
                context.changed(folder.board(), folder.path());
            }
            for (PutPlan.Item item : plan.items()) {
                send(context, transfers, item);
            }
            done = true;
        } finally {
            if (!done) {
                transfers.broken(plan.items().size());
            }
        }
        transfers.summary();
    }

    private static void send(Context context, Transfers transfers, PutPlan.Item item)
            throws IOException, MqboardException {
        try {
            send(context, transfers, item, item.target());
        } catch (BoardErrorException e) {
            if (!e.code().equals("is-dir") || !item.mayBeFolder()) {
                throw e;
            }
            String name = String.valueOf(item.local().getFileName());
            send(context, transfers, item, item.target().child(name));
        }
    }

    private static void send(Context context, Transfers transfers, PutPlan.Item item, Target to)
            throws IOException, MqboardException {
        long size = Files.size(item.local());
        transfers.move(
                to.board().address(), to.path(), size, progress -> to.board().put(item.local(), to.path(), progress));
        context.changed(to.board(), to.path());
    }
}
