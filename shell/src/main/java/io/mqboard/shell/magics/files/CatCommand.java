package io.mqboard.shell.magics.files;

import com.google.gson.JsonObject;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.transport.MqboardException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** {@code %cat}: the content of files. */
final class CatCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("cat", "print files of the board")
                .description(
                        "On a terminal control characters are shown as escapes; elsewhere the bytes come as they are.")
                .arguments(Argument.several(":FILE", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board path text", "board path base64")
                .runs(new CatCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        for (Target target : Expansion.targets(context, arguments.words())) {
            print(context, target);
        }
    }

    /** Prints one file: escaped on a terminal, as it is elsewhere. */
    static void print(Context context, Target target) throws Exception {
        if (context.settings().json()) {
            context.output().json(json(context, target));
            return;
        }
        FilePrinter printer = new FilePrinter(context.output());
        try {
            context.await(target.board().read(target.path(), printer));
        } finally {
            printer.end();
        }
    }

    /** A program wants it whole; what a board has in one file fits into memory. */
    private static JsonObject json(Context context, Target target) throws MqboardException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        context.await(target.board().read(target.path(), (channel, bytes) -> content.writeBytes(bytes)));
        JsonObject object = JsonFields.of(target.board());
        object.addProperty("path", target.path());
        String text = content.toString(StandardCharsets.UTF_8);
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content.toByteArray())) {
            object.addProperty("text", text);
        } else {
            object.addProperty("base64", Base64.getEncoder().encodeToString(content.toByteArray()));
        }
        return object;
    }
}
