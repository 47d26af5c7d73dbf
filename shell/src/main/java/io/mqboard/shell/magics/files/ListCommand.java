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
import io.mqboard.shell.magics.files.copy.Found;
import io.mqboard.shell.magics.files.copy.Place;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.transport.MqboardException;
import io.mqboard.transport.RemoteFile;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** {@code %ls}: names, one a line; folders end with a slash. */
final class ListCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("ls", "list files of the board")
                .flags(
                        Flag.of('l', "long", "sizes and times, too"),
                        FileFlags.ALL,
                        Flag.of('r', "recursive", "folders in folders, too"))
                .arguments(Argument.any(":PATH", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board folder name type size modified")
                .runs(new ListCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.count() == 0 ? List.of(":") : arguments.words();
        List<Found> found = new ArrayList<>();
        for (String word : words) {
            found.addAll(Expansion.there(context, Target.of(context, word)));
        }
        for (Found each : found) {
            Target target = ((Place.There) each.place()).target();
            if (each.kind() == Found.Kind.FILE) {
                print(context, parent(target), List.of(named(context, target, each, arguments)), arguments);
                continue;
            }
            if (found.size() > 1 && !context.settings().json()) {
                context.output().println(SafeText.line(target.path()) + ":");
            }
            List<RemoteFile> files = context.await(target.board().list(target.path(), arguments.has("recursive")));
            print(context, target, shown(files, arguments), arguments);
        }
    }

    /** A file that fits a pattern, by its whole path. */
    private static RemoteFile named(Context context, Target target, Found found, Arguments arguments)
            throws MqboardException {
        return arguments.has("long") || context.settings().json()
                ? context.await(target.board().stat(target.path()))
                : new RemoteFile(target.path(), false, found.sizeBytes(), -1);
    }

    private static Target parent(Target target) {
        int slash = target.path().lastIndexOf('/');
        return new Target(target.board(), target.path().substring(0, Math.max(1, slash)), true);
    }

    /** Those that are not hidden. */
    static List<RemoteFile> shown(List<RemoteFile> files, Arguments arguments) {
        return files.stream()
                .filter(file -> arguments.has("all") || !isHidden(file.path()))
                .toList();
    }

    private static void print(Context context, Target target, List<RemoteFile> files, Arguments arguments) {
        Table table = new Table();
        for (RemoteFile file : files) {
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

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private static String padded(RemoteFile file) {
        String size = file.folder() ? "-" : String.valueOf(file.sizeBytes());
        return FileFlags.right(size, 9);
    }

    private static String time(RemoteFile file) {
        if (file.modifiedSeconds() < 0) {
            return "-";
        }
        Instant instant = Instant.ofEpochSecond(file.modifiedSeconds());
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", java.util.Locale.ROOT)
                .format(instant.atZone(ZoneId.systemDefault()));
    }

    /** An entry of a folder. */
    static JsonObject json(Target target, RemoteFile file) {
        JsonObject object = new JsonObject();
        object.addProperty("board", target.board().address());
        object.addProperty("folder", target.path());
        object.addProperty("name", file.path().startsWith("/") ? name(file.path()) : file.path());
        object.addProperty("type", file.folder() ? "folder" : "file");
        object.addProperty("size", file.sizeBytes());
        object.addProperty("modified", file.modifiedSeconds());
        return object;
    }
}
