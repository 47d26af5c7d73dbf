package io.mqboard.shell.magics.boards;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;

/** {@code %bootlog}: the first lines of the log of this life. */
final class BootLogCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("bootlog", "print the first log lines since the board's last reset")
                .runs(new BootLogCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        SafeText safe = new SafeText();
        context.await(
                context.board().bootLog((channel, bytes) -> context.output().print(safe.next(bytes))));
        context.output().print(safe.end());
    }
}
