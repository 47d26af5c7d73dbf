package io.mqboard.shell.magics.shortcuts;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import java.nio.file.Path;

/** {@code %record}: the session becomes a script. */
final class RecordCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("record", "write what is typed from now on to a script")
                .description("Lines that may hold a secret are left out. %replay runs the script.")
                .flags(Flag.of('s', "stop", "end it"))
                .arguments(Argument.maybe("FILE", ArgumentKind.LOCAL_PATH))
                .offline()
                .json("file")
                .runs(new RecordCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (arguments.has("stop")) {
            Path written = context.scripts().stopRecording();
            if (written != null && context.settings().json()) {
                show(context, written);
            } else {
                context.output().note(written == null ? "nothing was recorded" : "recorded to " + written);
            }
        } else if (arguments.count() > 0) {
            context.scripts().record(context.folders().local(arguments.word(0)));
        } else {
            Path file = context.scripts().recordedTo();
            if (file == null) {
                throw new UsageException("%record: nothing is being recorded; usage: record FILE");
            }
            show(context, file);
        }
    }

    private static void show(Context context, Path file) {
        if (context.settings().json()) {
            JsonObject object = new JsonObject();
            object.addProperty("file", file.toString());
            context.output().json(object);
        } else {
            context.output().println(file.toString());
        }
    }
}
