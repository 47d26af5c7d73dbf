package io.mqboard.shell.magics.measure;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.InterruptedCallException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** {@code %watch}: the value of an expression again and again. */
final class WatchCommand implements Magic.Action {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    static Magic row() {
        return Magic.row("watch", "show the value of a Python expression again and again")
                .description("On all selected boards. An error on a board is shown in place of its value.")
                .flags(Sampler.EVERY, Sampler.COUNT)
                .arguments(Argument.one("PYTHON", ArgumentKind.PYTHON))
                .once()
                .json("board time value", "board time error")
                .runs(new WatchCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Sampler sampler = new Sampler(context, arguments);
        boolean several = sampler.boards().size() > 1;
        sampler.run(samples -> {
            for (Sampler.Sample sample : samples) {
                show(context, sample, several);
            }
        });
    }

    private static void show(Context context, Sampler.Sample sample, boolean several) throws InterruptedCallException {
        if (sample.failure() instanceof InterruptedCallException interrupted) {
            throw interrupted;
        }
        String error =
                sample.failure() == null ? null : ErrorText.of(sample.failure()).message();
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(sample.board());
            object.addProperty("time", sample.time().toString());
            object.addProperty(error == null ? "value" : "error", error == null ? sample.value() : error);
            context.output().json(object);
            return;
        }
        String who = several ? "  " + SafeText.line(sample.board().address()) : "";
        context.output().println(clock(sample.time()) + who + "  " + (error == null ? sample.value() : error));
    }

    private static String clock(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }
}
