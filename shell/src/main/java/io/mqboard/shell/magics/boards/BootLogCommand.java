package io.mqboard.shell.magics.boards;

import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.logs.LogLine;
import io.mqboard.shell.logs.LogText;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import io.mqboard.transport.MqboardException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** {@code %bootlog}: the first lines of the log of this life. */
final class BootLogCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("bootlog", "print the first log lines since the board's last reset")
                .json(JsonFields.LOG)
                .runs(new BootLogCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        if (context.settings().json()) {
            json(context, context.board());
            return;
        }
        SafeText safe = new SafeText();
        context.await(
                context.board().bootLog((channel, bytes) -> context.output().print(safe.next(bytes))));
        context.output().print(safe.end());
    }

    private static void json(Context context, Board board) throws MqboardException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        context.await(board.bootLog((channel, bytes) -> content.writeBytes(bytes)));
        // When they came to the broker is not known.
        content.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> LogLine.parse(board.address(), Instant.EPOCH, line.getBytes(StandardCharsets.UTF_8)))
                .forEach(line -> context.output().json(LogText.json(line)));
    }
}
