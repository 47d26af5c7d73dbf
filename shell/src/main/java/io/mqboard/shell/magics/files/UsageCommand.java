package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.RemoteFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code %du}: how much is in folders. */
final class UsageCommand implements Magic.Action {
    private static final int COLUMN = 9;

    static Magic row() {
        return Magic.row("du", "how much is in folders of the board")
                .description("The sum of the sizes of files, without what the file system needs for itself.")
                .flags(Flag.of('s', "summarize", "only the sum of each, without the folders in it"), FileFlags.HUMAN)
                .arguments(Argument.any(":PATH", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board path size")
                .runs(new UsageCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.count() == 0 ? List.of(":") : arguments.words();
        for (Target target : Expansion.targets(context, words)) {
            for (Map.Entry<String, Long> sum : sums(context, target).entrySet()) {
                if (!arguments.has("summarize") || sum.getKey().equals(target.path())) {
                    print(context, target, sum.getKey(), sum.getValue(), arguments);
                }
            }
        }
    }

    /** Bytes by path: all folders in a path and last the path itself. */
    private static Map<String, Long> sums(Context context, Target target) throws MqboardException {
        Map<String, Long> sums = new TreeMap<>(Comparator.reverseOrder());
        boolean root = target.path().equals("/");
        if (!root) {
            RemoteFile file = context.await(target.board().stat(target.path()));
            if (!file.folder()) {
                sums.put(target.path(), file.sizeBytes());
                return sums;
            }
        }
        sums.put(target.path(), 0L);
        for (RemoteFile file : context.await(target.board().list(target.path(), true))) {
            String path = target.child(file.path()).path();
            if (file.folder()) {
                sums.putIfAbsent(path, 0L);
                continue;
            }
            sums.merge(target.path(), file.sizeBytes(), Long::sum);
            for (int end = path.lastIndexOf('/'); end > target.path().length(); end = path.lastIndexOf('/', end - 1)) {
                sums.merge(path.substring(0, end), file.sizeBytes(), Long::sum);
            }
        }
        return sums;
    }

    private static void print(Context context, Target target, String path, long bytes, Arguments arguments) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("board", target.board().address());
            object.addProperty("path", path);
            object.addProperty("size", bytes);
            context.output().json(object);
        } else {
            context.output()
                    .println(FileFlags.right(FileFlags.size(bytes, arguments), COLUMN) + "  " + SafeText.line(path));
        }
    }
}
