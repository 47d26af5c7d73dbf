package io.mqboard.shell.magics.shortcuts;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %replay}: runs a recorded session. */
final class ReplayCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("replay", "run a recorded session again, and show what it runs")
                .description(
                        "As if it were typed here, with the variables of this session. It ends with the first error.")
                .arguments(Argument.one("FILE", ArgumentKind.LOCAL_PATH))
                .once()
                .runs(new ReplayCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        context.scripts().replay(context.folders().local(arguments.word(0)));
    }
}
