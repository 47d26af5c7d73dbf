package io.mqboard.shell.magics.boards;

import io.mqboard.shell.bootstrap.BootstrapRun;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import org.jspecify.annotations.Nullable;

/** {@code %bootstrap}: the framework to a fresh board, over USB. */
final class BootstrapCommand implements Magic.Action {
    private static final int USUAL_BAUD = 115_200;

    static Magic row() {
        return Magic.row("bootstrap", "put the framework and its settings on a fresh board, over USB")
                .description(
                        "The board runs MicroPython 1.20 or newer and is plugged in; what it runs is interrupted. Asks for what the"
                                + " settings need, or takes it from FILE, which has lines key = value (server, tls, port, cafile, username,"
                                + " password, prefix, wifi, wifi-key). Each file is read back and verified; at the end the board is reset.")
                .flags(
                        Flag.with(
                                'd',
                                "device",
                                "DEVICE",
                                ArgumentKind.LOCAL_PATH,
                                "the serial port, such as /dev/ttyUSB0"),
                        Flag.with("baud", "N", ArgumentKind.TEXT, "its speed (115200)")
                                .choices("115200", "460800", "921600"),
                        Flag.with("answers", "FILE", ArgumentKind.LOCAL_PATH, "answers, instead of asking"),
                        Flag.of('f', "force", "replace what is on the board"),
                        Flag.of("dry-run", "say what would be written, and write nothing"))
                .offline()
                .json("path size")
                .runs(new BootstrapCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        BootstrapRun.Wish wish = new BootstrapRun.Wish(
                arguments.value("device"),
                baud(arguments.value("baud")),
                arguments.value("answers"),
                arguments.has("force"),
                arguments.has("dry-run"));
        new BootstrapRun(context, wish).run();
    }

    private static int baud(@Nullable String text) throws UsageException {
        if (text == null) {
            return USUAL_BAUD;
        }
        try {
            int baud = Integer.parseInt(text);
            if (baud >= 300 && baud <= 4_000_000) {
                return baud;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("%bootstrap: --baud is a number such as 115200, not " + text);
    }
}
