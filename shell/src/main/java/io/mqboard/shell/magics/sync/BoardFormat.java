package io.mqboard.shell.magics.sync;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.sync.MpyFormat;
import io.mqboard.transport.Board;
import io.mqboard.transport.ExecMode;
import io.mqboard.transport.MqboardException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a board says of the bytecode that it loads. */
final class BoardFormat {
    private static final String QUESTION = "getattr(__import__('sys').implementation, '_mpy', 0)";
    private static final int MAX_CHARS = 100;

    private BoardFormat() {}

    /** The format, or an error if it loads none. */
    static MpyFormat wanted(Context context, Board board) throws ShellException, MqboardException {
        return ask(context, board)
                .orElseThrow(() -> new UsageException(board.address() + " loads no bytecode; sync without --mpy"));
    }

    /** The format; empty if it loads none. */
    static Optional<MpyFormat> ask(Context context, Board board) throws ShellException, MqboardException {
        StringBuilder said = new StringBuilder();
        context.await(board.exec(ExecMode.EVAL, "<sync>", QUESTION, (channel, bytes) -> {
            if (said.length() < MAX_CHARS) {
                said.append(new String(bytes, StandardCharsets.US_ASCII));
            }
        }));
        int number;
        try {
            number = Integer.parseInt(said.toString().strip());
        } catch (NumberFormatException e) {
            throw new ShellException(ExitCode.FAILED, board.address() + " does not say which bytecode it loads", e);
        }
        return number <= 0 ? Optional.empty() : Optional.of(MpyFormat.ofBoard(number));
    }
}
