package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.output.SafeText;
import io.mqboard.shell.output.Table;
import io.mqboard.transport.DiskSpace;
import java.util.List;

/** {@code %df}: the room of file systems. */
final class SpaceCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("df", "room on the file system of the board")
                .flags(FileFlags.HUMAN)
                .arguments(Argument.any(":PATH", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board path total used free")
                .runs(new SpaceCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.count() == 0 ? List.of(":") : arguments.words();
        Table table = new Table();
        table.row("BOARD", "PATH", "SIZE", "USED", "FREE", "USE");
        for (Target target : Expansion.targets(context, words)) {
            DiskSpace space = context.await(target.board().space(target.path()));
            long used = Math.max(0, space.totalBytes() - space.freeBytes());
            if (context.settings().json()) {
                JsonObject object = new JsonObject();
                object.addProperty("board", target.board().address());
                object.addProperty("path", target.path());
                object.addProperty("total", space.totalBytes());
                object.addProperty("used", used);
                object.addProperty("free", space.freeBytes());
                context.output().json(object);
                continue;
            }
            table.row(
                    target.board().address(),
                    SafeText.line(target.path()),
                    FileFlags.size(space.totalBytes(), arguments),
                    FileFlags.size(used, arguments),
                    FileFlags.size(space.freeBytes(), arguments),
                    (space.totalBytes() > 0 ? used * 100 / space.totalBytes() : 0) + "%");
        }
        if (!context.settings().json()) {
            table.print(context.output());
        }
    }
}
