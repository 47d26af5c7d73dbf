package io.mqboard.shell.magics.logs;

import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Selection;
import io.mqboard.shell.doctor.BoardCheck;
import io.mqboard.shell.doctor.BrokerCheck;
import io.mqboard.shell.doctor.Finding;
import io.mqboard.transport.Board;
import io.mqboard.transport.BrokerSession;
import java.util.List;

/** {@code %doctor}: measures broker and boards, and says for each finding what to change. */
final class DoctorCommand implements Magic.Action {
    private static final int WHAT_COLUMNS = 18;

    static Magic row() {
        return Magic.row("doctor", "measure broker and board, and say what to change")
                .description(
                        "Without BOARD the selected one; without any the broker alone. Fails if something is wrong.")
                .arguments(Argument.any("BOARD", ArgumentKind.BOARD))
                .once()
                .json("subject grade what value advice")
                .runs(new DoctorCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        BrokerSession session = context.connected();
        session.discover();
        context.await(session.discovered());
        boolean named = arguments.count() > 0 || context.settings().board() != null;
        Selection selection = context.selection();
        if (arguments.count() > 0) {
            selection = context.find(arguments.words());
        } else if (named) {
            selection = context.boards();
        }
        int wrong = show(context, "broker " + context.settings().broker(), new BrokerCheck(context, session).run());
        for (Board board : selection.boards()) {
            wrong += show(context, "board " + board.address(), new BoardCheck(context, board).run());
        }
        if (selection.boards().isEmpty()) {
            context.output().note("no board was looked at: none is selected or named");
        }
        if (wrong > 0) {
            throw new ShellException(ExitCode.FAILED, wrong == 1 ? "one thing is wrong" : wrong + " things are wrong");
        }
    }

    private static int show(Context context, String title, List<Finding> findings) {
        int wrong = 0;
        if (!context.settings().json()) {
            context.output().println(title);
        }
        for (Finding finding : findings) {
            wrong += finding.grade() == Finding.Grade.WRONG ? 1 : 0;
            if (context.settings().json()) {
                context.output().json(finding.json());
                continue;
            }
            String padding =
                    " ".repeat(Math.max(1, WHAT_COLUMNS - finding.what().length()));
            context.output().println("  " + finding.grade().sign() + " " + finding.what() + padding + finding.value());
            if (!finding.advice().isEmpty()) {
                context.output().println("     -> " + finding.advice());
            }
        }
        return wrong;
    }
}
