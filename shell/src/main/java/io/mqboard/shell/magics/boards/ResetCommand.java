package io.mqboard.shell.magics.boards;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.transport.Board;
import io.mqboard.transport.ResetMode;
import java.util.Locale;

/** {@code %reset}: starts the board again and says how it came back. */
final class ResetCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("reset", "start the board again, and wait until it is back")
                .description(
                        "MODE is hard (the chip; if nothing is said), soft (MicroPython only), safe (into safe mode) or"
                                + " normal (out of it).")
                .flags(Flag.of('n', "no-wait", "do not wait until the board is back"))
                .arguments(Argument.maybe("MODE", ArgumentKind.TEXT).choices("hard", "soft", "safe", "normal"))
                .changes()
                .json("board reason mode boots")
                .runs(new ResetCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        run(context, mode(arguments.count() == 0 ? "hard" : arguments.word(0)), !arguments.has("no-wait"));
    }

    static void run(Context context, ResetMode mode, boolean wait) throws Exception {
        Board board = context.board();
        Reboot reboot = new Reboot(context, board, Reboot.LIMIT);
        reboot.reset(mode);
        if (!wait) {
            return;
        }
        reboot.say(reboot.back());
    }

    private static ResetMode mode(String word) throws UsageException {
        for (ResetMode mode : ResetMode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                return mode;
            }
        }
        throw new UsageException("%reset: '" + word + "' is neither hard, soft, safe nor normal");
    }
}
