package io.mqboard.shell.magics.folders;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code %lls}: local files, in the manner of {@code %ls}. */
final class LocalListCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("lls", "list local files")
                .flags(Flag.of('l', "long", "sizes, too"), Flag.of('a', "all", "names that begin with a dot, too"))
                .arguments(Argument.any("PATH", ArgumentKind.LOCAL_PATH))
                .offline()
                .json("name type size")
                .runs(new LocalListCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (String word : arguments.count() == 0 ? List.of("") : arguments.words()) {
            Path path = context.folders().local(word);
            if (arguments.count() > 1 && !context.settings().json()) {
                context.output().println(SafeText.line(word) + ":");
            }
            Table table = new Table();
            for (Path file : files(path)) {
                show(context, table, file, arguments);
            }
            table.print(context.output());
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.exists(path) && !path.toString().isEmpty()) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.sorted().toList();
        }
    }

    private static void show(Context context, Table table, Path file, Arguments arguments) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") && !arguments.has("all")) {
            return;
        }
        boolean folder = Files.isDirectory(file);
        String shown = SafeText.line(name) + (folder ? "/" : "");
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("name", name);
            object.addProperty("type", folder ? "folder" : "file");
            object.addProperty("size", folder ? 0 : Files.size(file));
            context.output().json(object);
        } else if (arguments.has("long")) {
            String size = folder ? "-" : String.valueOf(Files.size(file));
            table.row(" ".repeat(Math.max(0, 9 - size.length())) + size, shown);
        } else {
            table.row(shown);
        }
    }
}
