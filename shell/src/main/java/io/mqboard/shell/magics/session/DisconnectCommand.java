package io.mqboard.shell.magics.session;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;

/** {@code %disconnect}: no session until the next {@code %connect}. */
final class DisconnectCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("disconnect", "close the connection to the broker")
                .description("What needs the broker fails then, until %connect.")
                .offline()
                .runs(new DisconnectCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) {
        boolean open = context.connection().current() != null;
        context.connection().close();
        context.output().note(open ? "disconnected from " + context.settings().broker() : "there was no connection");
    }
}
