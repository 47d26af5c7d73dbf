package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.transport.RemoteFile;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code %ls}: names, one a line; folders end with a slash. */
final class ListCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("ls", "list files of the board")
                .flags(
                        Flag.of('l', "long", "sizes and times, too"),
                        Flag.of('a', "all", "names that begin with a dot, too"),
                        Flag.of('r', "recursive", "folders in folders, too"))
                .arguments(Argument.any(":PATH", ArgumentKind.REMOTE_PATH_PLAIN))
                .runs(new ListCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.count() == 0 ? List.of(":") : arguments.words();
        for (String word : words) {
            Target target = Target.of(context, word);
            if (words.size() > 1 && !context.settings().json()) {
                context.output().println(SafeText.line(target.path()) + ":");
            }
            List<RemoteFile> files = context.await(target.board().list(target.path(), arguments.has("recursive")));
            print(context, target, files, arguments);
        }
    }

    private static void print(Context context, Target target, List<RemoteFile> files, Arguments arguments) {
        Table table = new Table();
        for (RemoteFile file : files) {
            if (isHidden(file.path()) && !arguments.has("all")) {
                continue;
            }
            String name = SafeText.line(file.path()) + (file.folder() ? "/" : "");
            if (context.settings().json()) {
                context.output().json(json(target, file));
            } else if (arguments.has("long")) {
                table.row(padded(file), time(file), name);
            } else {
                context.output().println(name);
            }
        }
        table.print(context.output());
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private static String padded(RemoteFile file) {
        String size = file.folder() ? "-" : String.valueOf(file.sizeBytes());
        return " ".repeat(Math.max(0, 9 - size.length())) + size;
    }

    private static String time(RemoteFile file) {
        if (file.modifiedSeconds() < 0) {
            return "-";
        }
        Instant instant = Instant.ofEpochSecond(file.modifiedSeconds());
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", java.util.Locale.ROOT)
                .format(instant.atZone(ZoneId.systemDefault()));
    }

    private static JsonObject json(Target target, RemoteFile file) {
        JsonObject object = new JsonObject();
        object.addProperty("board", target.board().address());
        object.addProperty("folder", target.path());
        object.addProperty("name", file.path());
        object.addProperty("type", file.folder() ? "folder" : "file");
        object.addProperty("size", file.sizeBytes());
        object.addProperty("modified", file.modifiedSeconds());
        return object;
    }
}
