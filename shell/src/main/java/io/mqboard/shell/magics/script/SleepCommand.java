package io.mqboard.shell.magics.script;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.script.language.Lengths;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code %sleep}: nothing for a while. */
final class SleepCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("sleep", "wait; Ctrl-C ends it")
                .description("TIME is a number of seconds, or has a unit: 500ms, 2s, 1.5m, 1h.")
                .arguments(Argument.one("TIME", ArgumentKind.TEXT))
                .offline()
                .runs(new SleepCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        long millis = Lengths.millis(arguments.word(0));
        context.await(new CompletableFuture<Boolean>().completeOnTimeout(true, millis, TimeUnit.MILLISECONDS));
    }
}
