package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import io.mqboard.transport.BoardStatus;
import io.mqboard.transport.ResetMode;

/** {@code %safemode}: into it, out of it, or whether the board is in it and why. */
final class SafeModeCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("safemode", "start the board without its application, or say in which mode it is and why")
                .description(
                        "on and off reset the board. In safe mode it runs the copy in /safemode and leaves the application out.")
                .arguments(Argument.maybe("on|off", ArgumentKind.TEXT).choices("on", "off"))
                .changes(arguments -> arguments.count() > 0)
                .json("board mode why", "board reason mode boots")
                .runs(new SafeModeCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        String word = arguments.count() == 0 ? "" : arguments.word(0);
        switch (word) {
            case "on" -> ResetCommand.run(context, ResetMode.SAFE, true);
            case "off" -> ResetCommand.run(context, ResetMode.NORMAL, true);
            case "" -> show(context);
            default -> throw new UsageException("%safemode: '" + word + "' is neither on nor off");
        }
    }

    private static void show(Context context) throws Exception {
        Board board = context.board();
        context.connected().discover();
        context.await(board.attach());
        BoardStatus status = board.status().orElse(null);
        if (status == null) {
            throw new UsageException(board.address() + " says nothing of its mode; a board of protocol 1 does not");
        }
        String why = status.members().getOrDefault("why", "");
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(board);
            object.addProperty("mode", status.mode());
            object.addProperty("why", why);
            context.output().json(object);
            return;
        }
        context.output()
                .println(board.address() + " is in " + SafeText.line(status.mode()) + " mode"
                        + (why.isEmpty() ? "" : ": " + SafeText.line(why)));
        if (status.mode().equals("safe")) {
            context.output()
                    .note("the application does not run; %crash and %bootlog may say why. Put right what is"
                            + " wrong with %put or %rm, then %safemode off");
        }
    }
}
