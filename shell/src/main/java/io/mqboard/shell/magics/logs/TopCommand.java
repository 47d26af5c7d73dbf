package io.mqboard.shell.magics.logs;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.Canvas;
import io.mqboard.shell.script.language.Lengths;
import io.mqboard.shell.top.Top;
import io.mqboard.transport.BrokerSession;
import java.time.Duration;

/** {@code %top}: how all boards are doing, live. */
final class TopCommand implements Magic.Action {
    private static final long LEAST_MILLIS = 200;

    static Magic row() {
        return Magic.row("top", "show how the boards are doing, live")
                .description("PATTERN is a part or glob of their addresses, or a group. Keys sort the table, q leaves."
                        + " Off a terminal it is printed once.")
                .flags(
                        Flag.with("every", "TIME", ArgumentKind.TEXT, "how often each board is asked (5s)"),
                        Flag.of('1', "once", "print it once"))
                .arguments(Argument.maybe("PATTERN", ArgumentKind.TEXT))
                .once()
                .json("board online mode version free rssi roundTripMillis warning")
                .runs(new TopCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        String length = arguments.value("every");
        long every = length == null ? 5000 : Lengths.millis(length);
        if (every < LEAST_MILLIS) {
            throw new UsageException("%top: --every takes at least 200ms");
        }
        BrokerSession session = context.connected();
        session.discover();
        context.await(session.discovered());
        context.await(context.logs().listenToAll());
        String pattern = arguments.count() == 0 ? "*" : arguments.word(0);
        Top top = new Top(context, session, context.members(pattern), Duration.ofMillis(every));
        boolean once = arguments.has("once") || context.settings().json();
        try (Canvas canvas = once ? null : context.output().canvas()) {
            if (canvas == null) {
                top.once();
            } else {
                top.run(canvas);
            }
        }
    }
}
